"""Medicines as people write them in German: tablets by the time of day, decimal commas, umlauts or none."""

import pytest
from line_table import check, rows

LINES = """
Ibuprofen 400 mg, 3 am Tag | Ibuprofen | 400 | 3
Ibuprofen 400 mg dreimal täglich | Ibuprofen | 400 | 3
Ibuprofen 400 mg dreimal taeglich | Ibuprofen | 400 | 3
Ibuprofen 400mg 3x täglich | Ibuprofen | 400 | 3
ibuprofen 400 mg 3× tgl. | ibuprofen | 400 | 3
Ibuprofen 400 mg 3 × tgl. | Ibuprofen | 400 | 3
Ibuprofen 400 mg 3xtgl | Ibuprofen | 400 | 3
Ibuprofen 400 mg alle 8 Stunden | Ibuprofen | 400 | 3
Ibuprofen 400 mg alle acht Stunden | Ibuprofen | 400 | 3
Ibuprofen 400 mg alle 8 Std. | Ibuprofen | 400 | 3
Ibuprofen 400 mg alle 8h | Ibuprofen | 400 | 3
Ibuprofen 400 mg alle 4 bis 6 Stunden | Ibuprofen | 400 | 6
Ibuprofen 400 mg alle 6-8 Stunden bei Bedarf | Ibuprofen | 400 | 4
Ibuprofen 400 mg 8-stündlich | Ibuprofen | 400 | 3
Ibuprofen 600 mg 1-0-1 | Ibuprofen | 600 | 2
Ibuprofen 600 mg, 1-1-1 | Ibuprofen | 600 | 3
Ibuprofen 600 mg 1 - 0 - 1 | Ibuprofen | 600 | 2
Ibuprofen 600 mg 1–0–1 | Ibuprofen | 600 | 2
Ibuprofen 600 mg 1-0-1-0 | Ibuprofen | 600 | 2
Novaminsulfon 500 mg 1-1-1-1 | Novaminsulfon | 500 | 4
Pantoprazol 40 mg 1-0-0 | Pantoprazol | 40 | 1
Amitriptylin 25 mg 0-0-0-1 | Amitriptylin | 25 | 1
Ramipril 5 mg ½-0-½ | Ramipril | 2.5 | 2
Ramipril 5 mg 1/2-0-0 | Ramipril | 2.5 | 1
Ramipril 5 mg 0,5-0-0,5 | Ramipril | 2.5 | 2
Ramipril 5 mg 0,5-0-0 | Ramipril | 2.5 | 1
Paracetamol 500 mg 2-0-2 | Paracetamol | 1000 | 2
Paracetamol 500 mg 2-1-2 | Paracetamol | 500 | 5
Paracetamol 500 mg 1-0-2 Tabletten | Paracetamol | 500 | 3
Paracetamol 500 mg 2-2-2-2 | Paracetamol | 1000 | 4
Methotrexat 10 mg einmal pro Woche | Methotrexat | 10 | 1/7
Methotrexat 10 mg 1x pro Woche | Methotrexat | 10 | 1/7
Methotrexat 10 mg 1x wöchentlich | Methotrexat | 10 | 1/7
Methotrexat 10 mg einmal die Woche | Methotrexat | 10 | 1/7
Methotrexat 10 mg einmal in der Woche | Methotrexat | 10 | 1/7
Methotrexat 15 mg jede Woche | Methotrexat | 15 | 1/7
Alendronat 70 mg wöchentlich morgens | Alendronat | 70 | 1/7
Dekristol 20.000 IE 1x im Monat | Dekristol | - | 1/30
Dekristol 20000 IE alle 2 Wochen | Dekristol | - | 1/14
Vitamin D 1.000 I.E. täglich | Vitamin D | - | 1
Ibuprofen 400 mg 2 Tabletten zweimal am Tag | Ibuprofen | 800 | 2
2 Tabletten Ibuprofen 400 mg zweimal am Tag | Ibuprofen | 800 | 2
Ibuprofen 400 mg morgens und abends | Ibuprofen | 400 | 2
Ibuprofen 400 mg morgens, mittags und abends | Ibuprofen | 400 | 3
Ibuprofen 400 mg morgens + abends | Ibuprofen | 400 | 2
Ibuprofen 400 mg 2x täglich morgens und abends | Ibuprofen | 400 | 2
Ibuprofen 400 mg täglich morgens und abends | Ibuprofen | 400 | 2
Ibuprofen 400 mg 1 morgens, 2 abends | Ibuprofen | 400 | 3
Ibuprofen 400 mg 1 Tablette morgens und 2 Tabletten abends | Ibuprofen | 400 | 3
Ibuprofen 400 mg 2 Tabletten morgens und abends | Ibuprofen | 800 | 2
Ibuprofen 400 mg je 1 Tablette morgens und abends | Ibuprofen | 400 | 2
Mirtazapin 15 mg zur Nacht | Mirtazapin | 15 | 1
Mirtazapin 15 mg vor dem Schlafengehen | Mirtazapin | 15 | 1
Mirtazapin 15 mg abends vor dem Schlafen | Mirtazapin | 15 | 1
Ramipril 5 mg am Morgen | Ramipril | 5 | 1
Ramipril 5 mg am Morgen und am Abend | Ramipril | 5 | 2
Ramipril 5 mg jeden Morgen | Ramipril | 5 | 1
Ramipril 5 mg früh | Ramipril | 5 | 1
Ramipril 5 mg früh und abends | Ramipril | 5 | 2
Pantoprazol 20 mg vor dem Frühstück | Pantoprazol | 20 | 1
Pantoprazol 20 mg nüchtern, 1x täglich | Pantoprazol | 20 | 1
Ibuprofen 400 mg bei Bedarf | Ibuprofen | 400 | -
Ibuprofen bei Bedarf | Ibuprofen | - | -
Ibuprofen 400 mg b. Bed. | Ibuprofen | 400 | -
Ibuprofen 400 mg bei Schmerzen | Ibuprofen | 400 | -
Ibuprofen 400 mg wenn nötig | Ibuprofen | 400 | -
Ibuprofen 400 mg wenn ich es brauche, höchstens 3 am Tag | Ibuprofen | 400 | 3
Ibuprofen 400 mg max. 3x täglich | Ibuprofen | 400 | 3
Ibuprofen 400 mg bis zu 3 mal täglich | Ibuprofen | 400 | 3
Ibuprofen 400 mg 2-3x täglich | Ibuprofen | 400 | 3
Ibuprofen 400 mg zwei- bis dreimal täglich | Ibuprofen | 400 | 3
Ibuprofen 400 mg 2 bis 3 mal am Tag | Ibuprofen | 400 | 3
Ibuprofen 400 mg 2 oder 3 am Tag | Ibuprofen | 400 | 3
Ibuprofen 200 mg 1-2 Tabletten 3x täglich | Ibuprofen | 400 | 3
Ibuprofen 200 mg ein oder zwei Tabletten am Tag | Ibuprofen | 200 | 2
Ibuprofen 400 bis 600 mg 3x täglich | Ibuprofen | 600 | 3
Ibuprofen 400-600 mg 3x täglich | Ibuprofen | 600 | 3
Paracetamol 1.000 mg 4x täglich | Paracetamol | 1000 | 4
Paracetamol 1 000 mg 4x täglich | Paracetamol | 1000 | 4
Paracetamol 1'000 mg 4x täglich | Paracetamol | 1000 | 4
Paracetamol 0,5 g 3x tgl. | Paracetamol | 500 | 3
Paracetamol 1 g 3x tgl. | Paracetamol | 1000 | 3
Paracetamol 1,0 g 3x tgl. | Paracetamol | 1000 | 3
Ramipril 2,5 mg 1x täglich | Ramipril | 2.5 | 1
Ramipril 2,5mg einmal täglich morgens | Ramipril | 2.5 | 1
Carvedilol 3,125 mg 2x täglich | Carvedilol | 3.125 | 2
L-Thyroxin 100 µg morgens nüchtern | L-Thyroxin | 0.1 | 1
L-Thyroxin 112,5 Mikrogramm täglich | L-Thyroxin | 0.1125 | 1
Vitamin B12 1.000 µg täglich | Vitamin B12 | 1 | 1
ASS 100 1-0-0 | ASS 100 | - | 1
ASS 100 täglich | ASS 100 | - | 1
ASS 100 mg 1x täglich | ASS | 100 | 1
3x1 Tablette Ibuprofen 400 mg | Ibuprofen | 400 | 3
Ibuprofen 400 mg 3x1 | Ibuprofen | 400 | 3
Ibuprofen 400 mg 3 x 1 täglich | Ibuprofen | 400 | 3
Ibuprofen 400 mg 3x2 Tabletten täglich | Ibuprofen | 400 | 6
Ibuprofen 3x 400 mg am Tag | Ibuprofen | 400 | 3
Ibuprofen 3 x 400mg täglich | Ibuprofen | 400 | 3
Ibuprofen 3x400mg | Ibuprofen | 1200 | -
Ibuprofen 2 Tabletten à 400 mg am Tag | !
Ich nehme Ibuprofen 400 mg dreimal am Tag | Ibuprofen | 400 | 3
Prednisolon 5 mg jeden zweiten Tag | Prednisolon | 5 | 0.5
Prednisolon 5 mg jeden 2. Tag | Prednisolon | 5 | 0.5
Prednisolon 5 mg alle 2 Tage | Prednisolon | 5 | 0.5
Prednisolon 5 mg alle zwei Tage morgens | Prednisolon | 5 | 0.5
Fentanylpflaster 12 µg alle 3 Tage | Fentanylpflaster | 0.012 | 1/3
Voltaren Gel 3x täglich | Voltaren Gel | - | 3
Diclofenac Salbe 2 g 4x täglich | Diclofenac Salbe | - | 4
Novalgin 20 Tropfen 4x täglich | Novalgin | - | 4
Novalgin 4x20 Tropfen täglich | Novalgin | - | 4
Ibuprofen Saft 10 ml 3x täglich | Ibuprofen Saft | - | 3
Ramipril 5 mg gegen Bluthochdruck | Ramipril | 5 | -
Ramipril 5 mg für den Blutdruck, 1x täglich | Ramipril | 5 | 1
Omeprazol 20 mg für den Magen morgens | Omeprazol | 20 | 1
Ibuprofen 400 mg seit 3 Tagen 3x täglich | Ibuprofen | 400 | 3
Ibuprofen 400 mg 3x täglich für 1 Woche | Ibuprofen | 400 | 3
Ibuprofen 400 mg seit einer Woche | Ibuprofen | 400 | -
Ibuprofen 400 mg eine halbe Tablette zweimal täglich | Ibuprofen | 200 | 2
Ibuprofen 400 mg 1/2 Tablette 2x täglich | Ibuprofen | 200 | 2
Ibuprofen 400 mg ½ Tbl. 2x tgl. | Ibuprofen | 200 | 2
Ibuprofen 400 mg 1½ Tabletten 2x täglich | Ibuprofen | 600 | 2
Ibuprofen 400 mg 1 1/2 Tabletten 2x täglich | Ibuprofen | 600 | 2
Ibuprofen 400 mg anderthalb Tabletten am Tag | Ibuprofen | 400 | 1.5
Ibuprofen 400 mg 3x täglich nach dem Essen | Ibuprofen | 400 | 3
Ibuprofen 400 mg mit etwas Wasser 3x täglich | Ibuprofen | 400 | 3
Ibuprofen 400 mg 3x täglich zum Essen | Ibuprofen | 400 | 3
Ibuprofen 400 mg, 3 Stück am Tag | Ibuprofen | 400 | 3
Ibuprofen 400 mg 3/Tag | Ibuprofen | 400 | 3
Ibuprofen 400 mg täglich 3x | Ibuprofen | 400 | 3
Ibuprofen 400 mg 3 in 24 Stunden | Ibuprofen | 400 | 3
die Pille | die Pille | - | -
zwei Ibuprofen am Tag | Ibuprofen | - | 2
2 Ibuprofen 400 mg am Tag | Ibuprofen | 800 | 1
Ibuprofen | Ibuprofen | - | -
Ibuprofen 400 | !
Ibuprofen und Ramipril | !
Ibuprofen, Ramipril | !
Ibuprofen 400 mg für den Rücken und Ramipril | !
Ibuprofen 400 mg gegen Schmerzen mit Metamizol | !
Ibuprofen 400 mg 3x täglich, 2x täglich | !
Ibuprofen 400 mg alle 6 Stunden, höchstens 3 am Tag | !
Ibuprofen 400 mg alle 8 Stunden, 3x täglich | Ibuprofen | 400 | 3
Ibuprofen 400 mg nach Plan | !
Ibuprofen 400 mg montags | !
Novalgin 500 mg 20 Tropfen | !
Novalgin 500 mg/ml 20 Tropfen | !
Ibuprofen 400 mg 100 am Tag | !
Lantus 0-0-0-20 | !
400 mg | !
3x täglich | !
2 Tabletten am Tag | !
Ibuprofen 1.000,5 mg | !
Ibuprofen 400 mg 0-0-0 | !
Novalgin 20-20-20 Tropfen | Novalgin | - | 3
Lantus 0-0-0-20 IE | Lantus | - | 1
Insulin 10-0-8 Einheiten | Insulin | - | 2
Schlaftabletten | Schlaftabletten | - | -
Cortison Salbe | Cortison Salbe | - | -
Ibuprofen 400 mg nur bei Bedarf | Ibuprofen | 400 | -
Ibuprofen 400 mg 3x am Tag nach den Mahlzeiten | Ibuprofen | 400 | 3
Ibuprofen 400 mg jeweils morgens und abends | Ibuprofen | 400 | 2
Ibuprofen 400 mg - 3x tgl. | Ibuprofen | 400 | 3
Ibuprofen: 400 mg (3x täglich) | Ibuprofen | 400 | 3
Ibuprofen (Ibuflam) 400 mg | Ibuprofen Ibuflam | 400 | -
1. Ibuprofen 400 mg 3x tgl. | Ibuprofen | 400 | 3
Tilidin 50/4 mg 2x täglich | Tilidin 50/4 mg | - | 2
Tilidin/Naloxon 50/4, 2x täglich | Tilidin/Naloxon 50/4 | - | 2
Ibuprofen 400 mg dreimal | !
Ibuprofen 400 mg 3x | !
Ibuprofen 400 mg alle 8 | !
Ibuprofen 400 mg um 8 Uhr | !
Ibuprofen 400 mg 8-14-20 Uhr | !
Ibuprofen 400 mg Nacht | Ibuprofen | 400 | 1
Ibuprofen 400 mg nachts | Ibuprofen | 400 | 1
Omega 3 | Omega 3 | - | -
Coenzym Q10 1x täglich | Coenzym Q10 | - | 1
Vitamin B 12 täglich | Vitamin B 12 | - | 1
Ibuprofen 2400 mg täglich | Ibuprofen | 2400 | 1
Ibuprofen 2.400 mg täglich | Ibuprofen | 2400 | 1
Ibuprofen 400 mg bis 800 mg 3x täglich | !
Ibuprofen 400 mg 3x täglich (max. 1200 mg am Tag) | !
Ibuprofen 400 mg oder Paracetamol | !
Ibuprofen oder Paracetamol | !
Ibuprofen oder Ramipril | !
Ibuprofen + Ramipril | !
Ibuprofen/Ramipril | Ibuprofen/Ramipril | - | -
Ibuprofen dazu Ramipril | Ibuprofen dazu Ramipril | - | -
"""


@pytest.mark.parametrize(("line", "medicine"), rows(LINES))
def test_a_line_in_german_is_read_as_it_is_meant_or_refused(line, medicine):
    check(line, medicine)
