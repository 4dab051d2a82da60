package passerelle.sim.userland.text;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import passerelle.archive.Tar;
import passerelle.kernel.Errno;
import passerelle.lab.LabDate;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code tar}: GNU tar 1.35 and BusyBox's applet, which word their complaints differently. */
final class TarTool implements BlockingProgram {
  private static final int FATAL = 2;

  /** So many octets come out of a compressed archive. */
  private static final int MOST = 64 << 20;

  /** GNU tar fills the columns of owner and size up to as much, and lets them grow. */
  private static final int OWNER_AND_SIZE = 19;

  private final Flavour flavour;
  private final TextTool tool;

  TarTool(Flavour flavour) {
    this.flavour = flavour;
    this.tool =
        new TextTool(
            flavour,
            "ctxvOf:C:kpmz!",
            "create=c list=t extract=x get=x verbose=v to-stdout=O file=f directory=C gzip=z",
            flavour == Flavour.GNU ? FATAL : 1,
            this::run);
  }

  @Override
  public int run(Process self) {
    List<String> words = new ArrayList<>(self.arguments());
    if (!words.isEmpty() && !words.get(0).startsWith("-")) {
      // The old way to write options, where each value is a word of its own.
      List<String> values = new ArrayList<>(words.subList(1, words.size()));
      words.clear();
      for (char letter : self.arguments().get(0).toCharArray()) {
        words.add("-" + letter);
        if ("fC".indexOf(letter) >= 0 && !values.isEmpty()) {
          words.add(values.remove(0));
        }
      }
      words.addAll(values);
    }
    return tool.run(self, words);
  }

  private boolean isGnu() {
    return flavour == Flavour.GNU;
  }

  private int run(Process self, Options options) throws ToolFailure {
    try {
      if (options.has('c')) {
        return create(self, options);
      } else if (options.has('t') || options.has('x')) {
        return read(self, options);
      }
    } catch (FileError e) {
      return fatal(self, options.value('f').orElse("-"), e);
    }
    String which = "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options";
    throw isGnu() ? trouble(which) : TextTool.usage(flavour, "tar", "", 1);
  }

  private static ToolFailure trouble(String what) {
    String hint = "Try 'tar --help' or 'tar --usage' for more information.";
    return new ToolFailure(FATAL, "tar: " + what + "\n" + hint + "\n");
  }

  private int fatal(Process self, String name, FileError e) {
    self.stderr()
        .println(
            isGnu()
                ? "tar: "
                    + (name + ": Cannot open: " + e.getMessage())
                    + "\ntar: Error is not recoverable: exiting now"
                : "tar: can't open '" + name + "': " + e.getMessage());
    return isGnu() ? FATAL : 1;
  }

  /** What GNU tar says whose own child, gzip, has ended so. */
  private int child(Process self, String why, int status) {
    return self.stderr()
        .println(
            "%s\ntar: Child returned status %d\ntar: Error is not recoverable: exiting now"
                .formatted(why, status),
            FATAL);
  }

  private static String directory(Process self, Options options) {
    return self.path(options.value('C').orElse("."));
  }

  private int create(Process self, Options options) throws ToolFailure, FileError {
    if (options.operands().isEmpty()) {
      String why = "Cowardly refusing to create an empty archive";
      throw isGnu() ? trouble(why) : new ToolFailure(1, "tar: empty archive\n");
    }
    List<Tar.Entry> entries = new ArrayList<>();
    boolean failed = false;
    boolean led = false;
    for (String operand : options.operands()) {
      String path = FileSystem.resolve(directory(self, options), operand);
      String name = operand.replaceFirst("^/+", "").replaceFirst("(?<=.)/+$", "");
      if (!self.files().exists(path)) {
        String stat = isGnu() ? "Cannot stat: " : "";
        self.stderr().println("tar: " + operand + ": " + stat + "No such file or directory");
        failed = true;
        continue;
      }
      if (operand.startsWith("/") && !led) {
        led = true;
        String removing = isGnu() ? "Removing leading `/'" : "removing leading '/'";
        self.stderr().println("tar: " + removing + " from member names");
      }
      add(self, path, name.isEmpty() ? "." : name, entries);
    }
    byte[] plain = Tar.write(entries);
    byte[] archive = options.has('z') ? Gzip.compress(plain) : plain;
    String target = options.value('f').orElse("-");
    if (target.equals("-")) {
      self.stdout().write(archive);
    } else {
      self.files().write(self.path(target), archive);
    }
    if (options.has('v')) {
      boolean aside = target.equals("-");
      entries.forEach(e -> (aside ? self.stderr() : self.stdout()).println(e.name()));
    }
    return failed ? delayed(self) : 0;
  }

  private int delayed(Process self) {
    self.stderr()
        .println(
            isGnu()
                ? "tar: Exiting with failure status due to previous errors"
                : "tar: error exit delayed from previous errors");
    return isGnu() ? FATAL : 1;
  }

  private static void add(Process self, String path, String name, List<Tar.Entry> entries)
      throws FileError {
    self.spend(1);
    FileSystem files = self.files();
    long now = LabDate.at(self.now()).getEpochSecond() * 1_000_000_000L;
    if (!files.isDirectory(path)) {
      byte[] contents = files.read(path);
      self.allocate(contents.length);
      entries.add(new Tar.Entry(name, files.isExecutable(path), contents, now));
      return;
    }
    entries.add(new Tar.Entry(name + "/", true, new byte[0], now));
    for (String child : files.list(path)) {
      add(self, path.equals("/") ? "/" + child : path + "/" + child, name + "/" + child, entries);
    }
  }

  private int read(Process self, Options options) throws FileError {
    String source = options.value('f').orElse("-");
    String path = self.path(source);
    boolean piped = source.equals("-");
    if (!piped && options.has('z') && isGnu() && !self.files().exists(path)) {
      String why = "tar (child): " + source + ": Cannot open: No such file or directory\n";
      return child(self, why + "tar (child): Error is not recoverable: exiting now", FATAL);
    }
    byte[] archive = piped ? self.stdin().readAll() : self.files().read(path);
    boolean gzip = Gzip.is(archive);
    if (gzip && !options.has('z') && piped) {
      return compressed(self);
    }
    Optional<byte[]> plain =
        gzip ? Gzip.decompress(archive, MOST) : Optional.of(archive).filter(a -> !options.has('z'));
    if (plain.isEmpty()) {
      return isGnu()
          ? child(self, "\ngzip: stdin: not in gzip format", 1)
          : self.stderr().println("tar: invalid magic\ntar: short read", 1);
    }
    self.allocate(plain.get().length);
    List<Tar.Entry> entries;
    try {
      entries = Tar.read(plain.get());
    } catch (Tar.Malformed e) {
      return noArchive(self, e);
    }
    String target = directory(self, options);
    if (options.has('x') && !options.has('O') && !self.files().isDirectory(target)) {
      return fatal(self, options.value('C').orElse("."), new FileError(Errno.ENOENT));
    }
    Set<String> missing = new HashSet<>(options.operands());
    for (Tar.Entry entry : entries) {
      if (options.operands().isEmpty() || isWanted(entry, options.operands(), missing)) {
        take(self, options, target, entry);
      }
    }
    if (missing.isEmpty()) {
      return 0;
    }
    String words = isGnu() ? ": Not found in archive" : ": not found in archive";
    options.operands().stream()
        .filter(missing::contains)
        .forEach(name -> self.stderr().println("tar: " + name + words));
    return isGnu() ? delayed(self) : 1;
  }

  /** What comes through a pipe cannot be looked at twice. */
  private int compressed(Process self) {
    return isGnu()
        ? self.stderr()
            .println(
                "tar: Archive is compressed. Use -z option\n"
                    + "tar: Error is not recoverable: exiting now",
                FATAL)
        : self.stderr().println("tar: invalid tar magic", 1);
  }

  private int noArchive(Process self, Tar.Malformed e) {
    boolean early = e.getMessage().endsWith("EOF");
    if (!isGnu()) {
      return self.stderr().println("tar: " + (early ? "short read" : "invalid tar magic"), 1);
    }
    self.stderr().println("tar: This does not look like a tar archive");
    if (!early) {
      self.stderr().println("tar: Skipping to next header");
    }
    return delayed(self);
  }

  private static boolean isWanted(Tar.Entry entry, List<String> wanted, Set<String> missing) {
    boolean found = false;
    for (String name : wanted) {
      String bare = name.replaceFirst("/$", "");
      if (entry.name().equals(name) || entry.name().startsWith(bare + "/")) {
        missing.remove(name);
        found = true;
      }
    }
    return found;
  }

  private void take(Process self, Options options, String target, Tar.Entry entry)
      throws FileError {
    self.spend(1);
    if (options.has('t') || options.has('v')) {
      boolean whole = options.has('t') && options.has('v');
      (options.has('O') ? self.stderr() : self.stdout())
          .println(whole ? line(entry) : entry.name());
    }
    if (!options.has('x')) {
      return;
    }
    if (options.has('O')) {
      self.stdout().write(entry.contents());
      return;
    }
    String path = FileSystem.resolve(target, entry.name().replaceFirst("^/+", ""));
    String above = entry.isDirectory() ? path : FileSystem.resolve(path, "..");
    for (int at = above.indexOf('/', 1); at > 0; at = above.indexOf('/', at + 1)) {
      make(self, above.substring(0, at));
    }
    make(self, above);
    if (!entry.isDirectory()) {
      self.files().write(path, entry.contents());
      self.files().setMode(path, entry.executable() ? 0755 : 0644);
    }
  }

  private static void make(Process self, String directory) throws FileError {
    if (!self.files().isDirectory(directory)) {
      self.files().makeDirectory(directory);
    }
  }

  private String line(Tar.Entry entry) {
    String size = String.valueOf(entry.contents().length);
    String date =
        DateTimeFormatter.ofPattern(
                isGnu() ? "uuuu-MM-dd HH:mm" : "uuuu-MM-dd HH:mm:ss", Locale.ROOT)
            .format(
                java.time.Instant.ofEpochSecond(entry.modified() / 1_000_000_000L)
                    .atZone(ZoneOffset.UTC));
    String owner = "root/root";
    String gap =
        isGnu()
            ? " ".repeat(Math.max(1, OWNER_AND_SIZE - owner.length() - size.length()))
            : String.format(Locale.ROOT, "%" + Math.max(1, 10 - size.length()) + "s", "");
    return entry.mode() + " " + owner + gap + size + " " + date + " " + entry.name();
  }
}
