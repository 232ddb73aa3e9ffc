"""What the person who runs the server decides: who may start a diary, how much families store."""
