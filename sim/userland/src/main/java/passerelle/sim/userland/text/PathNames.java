package passerelle.sim.userland.text;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.Process;

/**
 * {@code basename} and {@code dirname}: parts of path names, whether there is such a file or not.
 */
final class PathNames {
  private PathNames() {}

  static int basename(Process self, Options options) {
    boolean several = options.has('a') || options.has('s');
    Optional<String> suffix =
        !several && options.operands().size() > 1
            ? Optional.of(options.operands().get(1))
            : options.value('s');
    List<String> names = several ? options.operands() : options.operands().subList(0, 1);
    for (String name : names) {
      String trimmed = name.length() > 1 ? name.replaceFirst("/+$", "") : name;
      String base = trimmed.isEmpty() ? "/" : trimmed.substring(trimmed.lastIndexOf('/') + 1);
      base = base.isEmpty() ? trimmed : base;
      boolean cut = suffix.isPresent() && base.endsWith(suffix.get()) && !base.equals(suffix.get());
      self.stdout().println(cut ? base.substring(0, base.length() - suffix.get().length()) : base);
    }
    return 0;
  }

  static int dirname(Process self, Options options) {
    for (String name : options.operands()) {
      String trimmed = name.replaceFirst("(?<=.)/+$", "");
      int slash = trimmed.lastIndexOf('/');
      String directory = slash < 0 ? "." : trimmed.substring(0, slash).replaceFirst("/+$", "");
      self.stdout().println(directory.isEmpty() ? "/" : directory);
    }
    return 0;
  }
}
