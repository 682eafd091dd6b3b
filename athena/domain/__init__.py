"""What an interview is: pure values and rules, standard library only."""
