package passerelle.sim.userland.text;

import java.util.List;

/** Permission bits of files, as {@code ls} and {@code chmod} write them. */
final class Modes {
  private static final int USER = 04700;
  private static final int GROUP = 02070;
  private static final int OTHERS = 01007;
  private static final int SET_IDS = 06000;
  private static final int STICKY = 01000;
  private static final int UMASK = 022;
  private static final int READ = 0444;
  private static final int WRITE = 0222;
  private static final int EXECUTE = 0111;

  private Modes() {}

  /** Nine letters: {@code rwxr-xr-x}; {@code s} and {@code t} for set-id and sticky bits. */
  static String text(int mode) {
    StringBuilder text = new StringBuilder();
    for (int who = 2; who >= 0; who--) {
      int bits = mode >> 3 * who;
      boolean special = (mode >> 9 + who & 1) != 0;
      boolean runs = (bits & 1) != 0;
      char letter = who == 0 ? 't' : 's';
      text.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-');
      text.append(special ? runs ? letter : Character.toUpperCase(letter) : runs ? 'x' : '-');
    }
    return text.toString();
  }

  /** What nine letters say. */
  static int bits(String text) {
    int mode = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean set = letter != '-' && !Character.isUpperCase(letter);
      boolean special = "sStT".indexOf(letter) >= 0;
      mode |= (set ? 0400 >> i : 0) | (special ? 04000 >> i / 3 : 0);
    }
    return mode;
  }

  /** Those of a copy of a file. */
  static int copied(int mode) {
    return mode & (READ | WRITE | EXECUTE) & ~UMASK;
  }

  /**
   * The bits after a change.
   *
   * @param change octal, or clauses as {@code u+x,go=r}; without a {@code who} it is for all, and
   *     leaves what the umask holds back
   * @param folder whether {@code X} is for it in any case
   */
  static int changed(int mode, String change, boolean folder) {
    if (change.matches("[0-7]+")) {
      int value = Integer.parseInt(change, 8);
      return folder ? value | mode & SET_IDS : value;
    }
    int changed = mode;
    for (String clause : List.of(change.split(","))) {
      changed = clause(changed, clause, folder);
    }
    return changed;
  }

  private static int clause(int mode, String clause, boolean folder) {
    String who = clause.replaceFirst("[-+=].*", "");
    int mask = 0;
    mask |= who.contains("u") ? USER : 0;
    mask |= who.contains("g") ? GROUP : 0;
    mask |= who.contains("o") ? OTHERS : 0;
    if (who.isEmpty() || who.contains("a")) {
      mask = USER | GROUP | OTHERS;
    }
    boolean runs = folder || (mode & EXECUTE) != 0;
    int bits = 0;
    for (char letter : clause.substring(who.length() + 1).toCharArray()) {
      bits |=
          switch (letter) {
            case 'r' -> READ;
            case 'w' -> WRITE;
            case 'x' -> EXECUTE;
            case 'X' -> runs ? EXECUTE : 0;
            case 's' -> SET_IDS;
            default -> STICKY;
          };
    }
    bits &= who.isEmpty() ? mask & ~UMASK : mask;
    return switch (clause.charAt(who.length())) {
      case '+' -> mode | bits;
      case '-' -> mode & ~bits;
      default -> mode & ~(mask & ~(folder ? SET_IDS : 0)) | bits;
    };
  }
}
