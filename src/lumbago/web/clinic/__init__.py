"""What clinicians keep about the people who let them in: notes, tasks, messages; and who looked."""
