"""What a company reads of an interview: result, transcript, evidence."""
