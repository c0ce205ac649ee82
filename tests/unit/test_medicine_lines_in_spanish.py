"""Medicines as people write them in Spanish: every so many hours, with meals, with and without accents."""

import pytest
from line_table import check, rows

LINES = """
ibuprofeno 400 mg, 3 al día | ibuprofeno | 400 | 3
ibuprofeno 400 mg, 3 al dia | ibuprofeno | 400 | 3
ibuprofeno 400 mg 3 veces al día | ibuprofeno | 400 | 3
ibuprofeno 400 mg tres veces al día | ibuprofeno | 400 | 3
ibuprofeno 400 mg 3 veces por día | ibuprofeno | 400 | 3
ibuprofeno 400 mg 3 veces cada día | ibuprofeno | 400 | 3
ibuprofeno 400 mg 3 veces/día | ibuprofeno | 400 | 3
ibuprofeno 400 mg cada 8 horas | ibuprofeno | 400 | 3
ibuprofeno 400 mg cada ocho horas | ibuprofeno | 400 | 3
ibuprofeno 400 mg c/8h | ibuprofeno | 400 | 3
ibuprofeno 400 mg c/ 8 hs | ibuprofeno | 400 | 3
ibuprofeno 400mg/8h | ibuprofeno | 400 | 3
paracetamol 1g/8h | paracetamol | 1000 | 3
paracetamol 1 gr cada 8 horas | paracetamol | 1000 | 3
paracetamol 1 gramo cada 8 horas | paracetamol | 1000 | 3
paracetamol medio gramo cada 8 horas | paracetamol | 500 | 3
paracetamol 650 mg cada 6-8 horas | paracetamol | 650 | 4
paracetamol 650 mg cada 6 u 8 horas | paracetamol | 650 | 4
paracetamol 650 mg cada 6 o 8 horas | paracetamol | 650 | 4
paracetamol 650 mg cada 6 a 8 horas | paracetamol | 650 | 4
paracetamol 650 mg cada 6 ó 8 horas si lo necesito | paracetamol | 650 | 4
metotrexato 10 mg una vez por semana | metotrexato | 10 | 1/7
metotrexato 10 mg una vez a la semana | metotrexato | 10 | 1/7
metotrexato 10 mg 1 vez a la semana | metotrexato | 10 | 1/7
metotrexato 10 mg semanal | metotrexato | 10 | 1/7
metotrexato 10 mg una semanal | metotrexato | 10 | 1/7
metotrexato 10 mg cada semana | metotrexato | 10 | 1/7
metotrexato 10 mg cada 7 días | metotrexato | 10 | 1/7
vitamina D 25.000 UI una vez al mes | vitamina D | - | 1/30
vitamina D 25000 ui cada 15 días | vitamina D | - | 1/15
ibuprofeno 400 mg 2 comprimidos dos veces al día | ibuprofeno | 800 | 2
2 comprimidos de ibuprofeno 400 mg dos veces al día | ibuprofeno | 800 | 2
dos pastillas de paracetamol de 500 mg cada 6 horas | paracetamol | 1000 | 4
ibuprofeno 400 mg por la mañana y por la noche | ibuprofeno | 400 | 2
ibuprofeno 400 mg mañana y noche | ibuprofeno | 400 | 2
ibuprofeno 400 mg mañana, tarde y noche | ibuprofeno | 400 | 3
ibuprofeno mañana y noche | ibuprofeno | - | 2
ibuprofeno 400 mg por la mañana, a mediodía y por la noche | ibuprofeno | 400 | 3
ibuprofeno 400 mg desayuno, comida y cena | ibuprofeno | 400 | 3
ibuprofeno 400 mg en el desayuno y la cena | ibuprofeno | 400 | 2
ibuprofeno 400 mg con el desayuno y con la cena | ibuprofeno | 400 | 2
ibuprofeno 400 mg 1 por la mañana y 2 por la noche | ibuprofeno | 400 | 3
ibuprofeno 400 mg una pastilla por la mañana y dos por la noche | ibuprofeno | 400 | 3
omeprazol 20 mg en ayunas | omeprazol | 20 | -
omeprazol 20 mg una al día en ayunas | omeprazol | 20 | 1
omeprazol 20 mg antes del desayuno | omeprazol | 20 | 1
omeprazol 20 mg todas las mañanas | omeprazol | 20 | 1
enalapril 20 mg cada mañana | enalapril | 20 | 1
lorazepam 1 mg al acostarse | lorazepam | 1 | 1
lorazepam 1 mg por la noche antes de dormir | lorazepam | 1 | 1
lorazepam 1 mg por las noches | lorazepam | 1 | 1
lorazepam 0,5 mg de noche | lorazepam | 0.5 | 1
ibuprofeno 400 mg si lo necesito | ibuprofeno | 400 | -
ibuprofeno 400 mg si es necesario | ibuprofeno | 400 | -
ibuprofeno si hace falta | ibuprofeno | - | -
ibuprofeno 400 mg cuando me duele | ibuprofeno | 400 | -
ibuprofeno 400 mg si hay dolor | ibuprofeno | 400 | -
ibuprofeno 400 mg a demanda | ibuprofeno | 400 | -
ibuprofeno 400 mg máximo 3 al día | ibuprofeno | 400 | 3
ibuprofeno 400 mg como máximo 3 veces al día | ibuprofeno | 400 | 3
ibuprofeno 400 mg hasta 3 al día | ibuprofeno | 400 | 3
ibuprofeno 400 mg de 2 a 3 veces al día | ibuprofeno | 400 | 3
ibuprofeno 400 mg 2-3 veces al día | ibuprofeno | 400 | 3
ibuprofeno 400 mg dos o tres veces al día | ibuprofeno | 400 | 3
ibuprofeno 200 mg una o dos pastillas al día | ibuprofeno | 200 | 2
ibuprofeno 200 mg una o dos cada 8 horas | ibuprofeno | 200 | 6
ibuprofeno 200 mg 1 o 2 comprimidos cada 8 horas | ibuprofeno | 400 | 3
ibuprofeno 400 o 600 mg cada 8 horas | ibuprofeno | 600 | 3
ibuprofeno 400-600 mg cada 8 horas | ibuprofeno | 600 | 3
paracetamol 1.000 mg cada 8 horas | paracetamol | 1000 | 3
paracetamol 1 000 mg cada 8 horas | paracetamol | 1000 | 3
paracetamol 0,5 g al día | paracetamol | 500 | 1
paracetamol 1 g al día | paracetamol | 1000 | 1
enalapril 2,5 mg diario | enalapril | 2.5 | 1
enalapril 2,5 mg a diario | enalapril | 2.5 | 1
enalapril 5 mg diariamente | enalapril | 5 | 1
enalapril 5 mg todos los días | enalapril | 5 | 1
enalapril 5 mg cada día | enalapril | 5 | 1
enalapril 5 mg cada 24 horas | enalapril | 5 | 1
enalapril 5 mg/24h | enalapril | 5 | 1
enalapril 5 mg 1 comprimido diario | enalapril | 5 | 1
enalapril 5 mg 2 comprimidos diarios | enalapril | 5 | 2
enalapril 5 mg un comprimido al día | enalapril | 5 | 1
enalapril 5 mg una diaria | enalapril | 5 | 1
enalapril 5 mg 1 por día | enalapril | 5 | 1
enalapril 5 mg medio comprimido al día | enalapril | 5 | 0.5
enalapril 5 mg 1/2 comprimido dos veces al día | enalapril | 2.5 | 2
enalapril 5 mg ½ pastilla al día | enalapril | 5 | 0.5
enalapril 5 mg una y media al día | enalapril | 5 | 1.5
enalapril 5 mg 1 y media pastilla dos veces al día | enalapril | 7.5 | 2
prednisona 5 mg cada 2 días | prednisona | 5 | 0.5
prednisona 5 mg cada dos días | prednisona | 5 | 0.5
prednisona 5 mg días alternos | prednisona | 5 | 0.5
prednisona 5 mg en días alternos | prednisona | 5 | 0.5
prednisona 5 mg un día sí y otro no | prednisona | 5 | 0.5
levotiroxina 100 microgramos en ayunas cada día | levotiroxina | 0.1 | 1
levotiroxina 100 mcg 1 vez al día | levotiroxina | 0.1 | 1
Adiro 100 al día | !
Adiro 100 1 al día | !
tomo ibuprofeno 400 mg 3 veces al día | ibuprofeno | 400 | 3
Tomo una aspirina al día | aspirina | - | 1
2 aspirinas al día | aspirinas | - | 2
500 mg de paracetamol cada 8 horas | paracetamol | 500 | 3
diclofenaco gel 3 veces al día | diclofenaco gel | - | 3
diclofenaco crema 2 g 4 veces al día | diclofenaco crema | - | 4
diclofenaco pomada 2 gr 4 veces al día | diclofenaco pomada | - | 4
tramadol 20 gotas 3 veces al día | tramadol | - | 3
ibuprofeno jarabe 10 ml cada 8 horas | ibuprofeno jarabe | - | 3
enalapril 20 mg para la tensión | enalapril | 20 | -
enalapril 20 mg para la presión alta, 1 al día | enalapril | 20 | 1
ibuprofeno 400 mg para el dolor de espalda cada 8 horas | ibuprofeno | 400 | 3
ibuprofeno 400 mg por dolor | ibuprofeno | 400 | -
ibuprofeno 400 mg cada 8 horas durante 5 días | ibuprofeno | 400 | 3
ibuprofeno 400 mg cada 8 horas por 3 días | ibuprofeno | 400 | 3
ibuprofeno 400 mg cada 8 horas por una semana | ibuprofeno | 400 | 3
ibuprofeno 400 mg desde hace 2 semanas | ibuprofeno | 400 | -
ibuprofeno 400 mg cada 8 horas con comida | ibuprofeno | 400 | 3
ibuprofeno 400 mg cada 8 horas después de las comidas | ibuprofeno | 400 | 3
ibuprofeno 400 mg cada 8 horas después de comer | ibuprofeno | 400 | 3
ibuprofeno 400 mg 1-0-1 | ibuprofeno | 400 | 2
ibuprofeno 400 mg 1-1-1 | ibuprofeno | 400 | 3
ibuprofeno 400 mg 2 cada 8 horas | ibuprofeno | 400 | 6
ibuprofeno 400 mg una cada 8 horas | ibuprofeno | 400 | 3
ibuprofeno 400 mg 3 tomas al día | ibuprofeno | 400 | 3
ibuprofeno 400 mg 3x día | ibuprofeno | 400 | 3
ibuprofeno 400 mg 3 en 24 horas | ibuprofeno | 400 | 3
la píldora | la píldora | - | -
pastillas para dormir | pastillas para dormir | - | -
pastillas para la tensión | pastillas para la tensión | - | -
ibuprofeno | ibuprofeno | - | -
ibuprofeno 600 | !
ibuprofeno 600 cada 8 horas | !
ibuprofeno y ramipril | !
ibuprofeno tarde y noche | !
2 comprimidos y ramipril | !
paracetamol e ibuprofeno | !
ibuprofeno, ramipril | !
ibuprofeno 400 mg para el dolor y ramipril | !
ibuprofeno 400 mg para el dolor con omeprazol | !
ibuprofeno 400 mg 3 al día, 2 al día | !
ibuprofeno 400 mg cada 6 horas máximo 3 al día | !
ibuprofeno once al día | !
ibuprofeno 400 mg once veces al día | !
ibuprofeno 400 mg una pastilla y media | !
ibuprofeno 400 mg los lunes | !
tramadol 100 mg/ml 20 gotas | !
tramadol 100 mg 20 gotas | !
paracetamol 250 mg por 5 ml | !
ibuprofeno 400 mg 100 al día | !
400 mg | !
3 veces al día | !
cada 8 horas | !
ibuprofeno entre 1 y 2 al día | !
ibuprofeno 400 mg 3 - 2 al día | !
"""


@pytest.mark.parametrize(("line", "medicine"), rows(LINES))
def test_a_line_in_spanish_is_read_as_it_is_meant_or_refused(line, medicine):
    check(line, medicine)
