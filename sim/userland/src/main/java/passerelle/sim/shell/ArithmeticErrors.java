package passerelle.sim.shell;

/** What each shell says of an expression that is none. */
record ArithmeticErrors(Dialect dialect, String text) {

  /**
   * Something cannot stand where it does.
   *
   * @param what in bash's words
   * @param from where in the expression
   */
  ShellError of(String what, int from) {
    if (dialect == Dialect.ASH) {
      return new ShellError("arithmetic syntax error", 2);
    }
    if (dialect == Dialect.DASH) {
      return inDash(what.contains("operand") ? "expecting primary" : "expecting EOF");
    }
    String token = text.substring(Math.min(from, text.length()));
    String all = text.strip();
    String shown = token.isEmpty() ? all.substring(Math.max(0, all.length() - 1)) : token;
    boolean point = dialect == Dialect.BASH && token.startsWith(".") && what.endsWith("expression");
    if (point) {
      String invalid = text + ": syntax error: invalid arithmetic operator";
      return new ShellError(invalid + " (error token is \"" + shown + "\")", 1);
    }
    return new ShellError(text + ": " + what + " (error token is \"" + shown + "\")", 1);
  }

  /** A division by zero, whose divisor ends at a place of the expression. */
  ShellError division(int end) {
    if (dialect == Dialect.ASH) {
      return new ShellError("divide by zero", 2);
    }
    if (dialect == Dialect.DASH) {
      return inDash("division by zero");
    }
    int start = Math.min(end, text.length());
    while (start > 0 && "/%".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    String token = text.substring(start).replaceFirst("^ +", "");
    return new ShellError(
        text.replaceFirst("^ +", "") + ": division by 0 (error token is \"" + token + "\")", 1);
  }

  private ShellError inDash(String what) {
    return new ShellError("arithmetic expression: " + what + ": \"" + text + "\"", 2);
  }
}
