package passerelle.sim.shell;

/** Finds the end of an arithmetic expression in a script. */
final class ArithmeticText {
  private ArithmeticText() {}

  /**
   * The offset of the {@code ))} that closes an expression beginning at {@code start}; -1 if what
   * began with two parentheses is no expression but a subshell in a subshell, or has no end.
   */
  static int end(String script, int start) {
    int open = 0;
    for (int i = start; i < script.length(); i++) {
      char c = script.charAt(i);
      if (c == '(') {
        open++;
      } else if (c == ')' && open > 0) {
        open--;
      } else if (c == ')') {
        return script.startsWith("))", i) ? i : -1;
      }
    }
    return -1;
  }
}
