"""What was written: text to tree and back, and every mistake of form. All contact with lark is in this folder."""
