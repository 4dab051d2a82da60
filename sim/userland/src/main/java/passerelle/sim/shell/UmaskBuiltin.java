package passerelle.sim.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.Process;

/** {@code umask} (POSIX XCU umask). */
record UmaskBuiltin(Process self, Complaints complaints) {
  private static final int ALL = 0777;

  void register(Map<String, Builtin> builtins) {
    builtins.put("umask", this::umask);
  }

  private int umask(List<String> arguments) {
    boolean symbolic = false;
    boolean command = false;
    int i = 0;
    while (i < arguments.size() && arguments.get(i).matches("-[a-zA-Z]+")) {
      String word = arguments.get(i++);
      symbolic |= word.contains("S");
      command |= word.contains("p");
      String bad = word.substring(1).replaceAll(complaints.isBash() ? "[Sp]" : "S", "");
      if (!bad.isEmpty()) {
        String option = "llegal option -" + bad.charAt(0);
        return complaints.isBash()
            ? complaints.usage("umask", "-" + bad + ": invalid option", "umask [-p] [-S] [mode]")
            : complaints.fail("umask", (complaints.isDash() ? "I" : "i") + option, 2);
      }
    }
    if (i == arguments.size()) {
      String shown = symbolic ? symbolic(ALL & ~self.surroundings().umask()) : octal();
      self.stdout().println((command ? "umask " + (symbolic ? "-S " : "") : "") + shown);
      return 0;
    }
    return set(arguments.get(i));
  }

  private String octal() {
    String digits = Integer.toOctalString(self.surroundings().umask());
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  private int set(String mode) {
    boolean number = Character.isDigit(mode.charAt(0));
    if (number && mode.matches("[0-7]{1,4}")) {
      self.surroundings().setUmask(Integer.parseInt(mode, 8) & ALL);
      return 0;
    }
    Optional<Integer> bits = number ? Optional.empty() : bits(mode);
    if (bits.isEmpty()) {
      String bash =
          number
              ? mode + ": octal number out of range"
              : "`" + mode.charAt(0) + "': invalid symbolic mode operator";
      String dash = number ? "Illegal number: " + mode : "Illegal mode: " + mode;
      return complaints.fail("umask", complaints.worded(bash, "illegal mode: " + mode, dash), 1);
    }
    self.surroundings().setUmask(ALL & ~bits.get());
    return 0;
  }

  /** The permissions that {@code u=rwx,g+w,o=} leaves. */
  private Optional<Integer> bits(String mode) {
    int bits = ALL & ~self.surroundings().umask();
    for (String clause : mode.split(",", -1)) {
      if (!clause.matches("[ugoa]*[-+=][rwxugo]*")) {
        return Optional.empty();
      }
      int at = 0;
      int who = 0;
      while ("ugoa".indexOf(clause.charAt(at)) >= 0) {
        who |=
            switch (clause.charAt(at++)) {
              case 'u' -> 0700;
              case 'g' -> 0070;
              case 'o' -> 0007;
              default -> ALL;
            };
      }
      int what = 0;
      for (char letter : clause.substring(at + 1).toCharArray()) {
        what |= letter == 'r' ? 0444 : letter == 'w' ? 0222 : letter == 'x' ? 0111 : 0;
      }
      int some = what & (who == 0 ? ALL : who);
      bits =
          switch (clause.charAt(at)) {
            case '+' -> bits | some;
            case '-' -> bits & ~some;
            default -> bits & ~(who == 0 ? ALL : who) | some;
          };
    }
    return Optional.of(bits);
  }

  private static String symbolic(int bits) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      int three = bits >> 6 - 3 * i & 7;
      out.append(i == 0 ? "" : ",").append("ugo".charAt(i)).append('=');
      out.append((three & 4) != 0 ? "r" : "").append((three & 2) != 0 ? "w" : "");
      out.append((three & 1) != 0 ? "x" : "");
    }
    return out.toString();
  }
}
