"""What a company reads of an interview: result, transcript, evidence; and what its candidate sees of her result."""
