"""What is kept and how: files as received, observations, snapshots, assessments, accounts, and the chain of events over every act.

One database (SQLite or PostgreSQL), one write function (`transaction.perform`). Nothing here judges figures or permissions.
"""
