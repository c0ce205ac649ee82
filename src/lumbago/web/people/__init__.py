"""Who is who on an instance: accounts, the people whose backs are followed, and who may see whom.

Closed unless somebody who may, opened it: `rights` is the whole law, `guard` enforces it on every address.
"""
