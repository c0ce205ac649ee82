"""Medicines as people write them in English, beyond what `test_medicine_lines.py` holds."""

import pytest
from line_table import check, rows

LINES = """
ibuprofen 400 mg for one week | ibuprofen | 400 | -
ibuprofen 400 mg for a week | ibuprofen | 400 | -
ibuprofen 400 mg 3 times a day for 2 weeks | ibuprofen | 400 | 3
ibuprofen for pain and ramipril | !
ibuprofen for my back, ramipril | !
sleeping pills | sleeping pills | - | -
water tablets | water tablets | - | -
2 water tablets a day | water tablets | - | 2
1½ tablets paracetamol 500 mg | paracetamol | 750 | -
paracetamol 500 mg one and a half tablets twice a day | paracetamol | 750 | 2
two ibuprofen a day | ibuprofen | - | 2
ibuprofen two | !
ibuprofen 200-400 mg | ibuprofen | 400 | -
ibuprofen 200 to 400 mg 3 times a day | ibuprofen | 400 | 3
carvedilol 3.125 mg twice a day | carvedilol | 3.125 | 2
vitamin D 1,000 IU daily | vitamin D | - | 1
vitamin B12 1,000 mcg daily | vitamin B12 | 1 | 1
paracetamol 500mg 1-2 tablets every 4 to 6 hours when needed | paracetamol | 1000 | 6
paracetamol 500mg 1-2 tablets up to 4 times a day | paracetamol | 1000 | 4
paracetamol 500mg 2 tablets every 4-6 hours, max 8 a day | !
ibuprofen 400 mg morning and night | ibuprofen | 400 | 2
ibuprofen 400 mg every morning and every evening | ibuprofen | 400 | 2
ibuprofen 400 mg one in the morning and two at night | ibuprofen | 400 | 3
amitriptyline 10 mg at night before bed | amitriptyline | 10 | 1
amitriptyline 10 mg 2 tablets at night | amitriptyline | 20 | 1
evening primrose oil | evening primrose oil | - | -
Night Nurse | Night Nurse | - | -
evening primrose oil 500 mg daily | evening primrose oil | 500 | 1
500 mg evening primrose oil | evening primrose oil | 500 | -
morning after pill | morning after | - | -
methotrexate 2.5 mg 4 tablets once a week | methotrexate | 10 | 1/7
methotrexate 10 mg weekly | methotrexate | 10 | 1/7
methotrexate 10 mg every week | methotrexate | 10 | 1/7
methotrexate 10mg once weekly before breakfast | methotrexate | 10 | 1/7
B12 injection every 3 months | B12 injection | - | 1/90
salbutamol 2 puffs 4 times a day | salbutamol | - | 8
tramadol 20 drops 4 times a day | tramadol | - | 4
Tylenol No 3, 2 a day | Tylenol No 3 | - | 2
ibuprofen 400 mg once | !
ibuprofen 400 mg once-daily | ibuprofen | 400 | 1
ibuprofen 400 mg q8h | ibuprofen | 400 | 3
ibuprofen 400 mg q6-8h prn | ibuprofen | 400 | 4
ibuprofen 400 mg 8 hourly | ibuprofen | 400 | 3
ibuprofen 400 mg every eight hours | ibuprofen | 400 | 3
ibuprofen 400 mg 2 every 8 hours | ibuprofen | 400 | 6
paracetamol 1 000 mg | paracetamol | 1000 | -
paracetamol 1.000 mg | paracetamol | 1000 | -
aspirin 75 od | aspirin 75 | - | 1
aspirin 5 gr | aspirin | 5000 | -
omeprazole 20 mg for the stomach | omeprazole | 20 | -
vitamin e | vitamin e | - | -
one a day vitamins | vitamins | - | 1
ibuprofen 400 mg 3 - 2 a day | !
ibuprofen 400 mg and | ibuprofen | 400 | -
ibuprofen or paracetamol | !
"""


@pytest.mark.parametrize(("line", "medicine"), rows(LINES))
def test_a_line_in_english_is_read_as_it_is_meant_or_refused(line, medicine):
    check(line, medicine)
