"""What every feature stands on and what knows no feature: settings, database, errors, ids, jobs, HTTP."""
