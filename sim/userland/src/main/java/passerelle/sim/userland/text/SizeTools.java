package passerelle.sim.userland.text;

import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.kernel.Errno;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Align;

/** {@code stat du truncate sync}. Files are as old as the lab; numbers of inodes are made up. */
record SizeTools(Flavour flavour) {
  private static final Pattern FORMAT = Pattern.compile("%([a-zA-Z%])");
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSSSS xx", Locale.ROOT);

  void addTo(Toolset.Builder tools, String bin) {
    tools.add(
        bin,
        flavour.tool("Lc:f!t", "dereference=L format=c file-system=f terse=t", this::stat),
        "stat");
    String words = "summarize=s human-readable=h all=a total=c max-depth=d";
    tools.add(bin, flavour.tool("shackmd:xb", words, this::du), "du");
    tools.add(bin, flavour.tool("s:c", "size=s no-create=c", this::truncate), "truncate");
    tools.add(bin, flavour.tool("df", "data=d file-system=f", (self, options) -> 0), "sync");
    tools.add(bin, flavour.tool("", "", new Dd(flavour)::run), "dd");
  }

  private void missing(Process self, Options options) throws ToolFailure {
    if (options.operands().isEmpty()) {
      throw TextTool.usage(flavour, self.name(), "missing operand", 1);
    }
  }

  private int stat(Process self, Options options) throws ToolFailure {
    missing(self, options);
    int status = 0;
    for (String operand : options.operands()) {
      String path = self.path(operand);
      if (!self.files().exists(path) && !self.files().isLink(path)) {
        String wording = flavour == Flavour.GNU ? "cannot statx '%s': %e" : "can't stat '%s': %e";
        Complaining.say(self, wording, operand, new FileError(Errno.ENOENT));
        status = 1;
        continue;
      }
      boolean follow = options.has('L');
      Optional<String> format = options.value('c');
      if (format.isPresent()) {
        self.stdout().println(filled(self, format.get(), operand, path, follow));
      } else {
        whole(self, operand, path, follow);
      }
    }
    return status;
  }

  private static boolean isLink(Process self, String path, boolean follow) {
    return !follow && self.files().isLink(path);
  }

  private static String kind(Process self, String path, boolean follow) {
    boolean empty = Sizes.of(self, path) == 0;
    return isLink(self, path, follow)
        ? "symbolic link"
        : self.files().isDirectory(path)
            ? "directory"
            : self.files().device(path).isPresent()
                ? "character special file"
                : empty ? "regular empty file" : "regular file";
  }

  private static String mode(Process self, String path, boolean follow) {
    return isLink(self, path, follow)
        ? "lrwxrwxrwx"
        : Listing.mode(self, path, self.files().isDirectory(path));
  }

  private static String octal(String mode) {
    return Integer.toOctalString(Modes.bits(mode.substring(1)));
  }

  /** The number of a namespace's file is the kernel's; others are made of the path. */
  private static long inode(Process self, String path, boolean follow) {
    Optional<String> link = self.files().readLink(path);
    if (follow && link.isPresent() && link.get().matches("[a-z_]+:\\[[0-9]+\\]")) {
      return Long.parseLong(link.get().replaceAll("[^0-9]", ""));
    }
    return 131_072 + Math.floorMod(path.hashCode(), 1_000_000);
  }

  private static String filled(
      Process self, String format, String operand, String path, boolean follow) {
    String mode = mode(self, path, follow);
    Ownership owner = Ownership.of(self, path);
    String time = LabClock.boot().format(TIME);
    return FORMAT
        .matcher(format)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    switch (found.group(1).charAt(0)) {
                      case 'n' -> operand;
                      case 'N' ->
                          self.files()
                              .readLink(path)
                              .map(t -> "'" + operand + "' -> '" + t + "'")
                              .orElse("'" + operand + "'");
                      case 's' -> String.valueOf(Sizes.of(self, path));
                      case 'b' -> String.valueOf(Sizes.onDisk(self, path) / 512);
                      case 'B' -> "512";
                      case 'o' -> "4096";
                      case 'a' -> octal(mode);
                      case 'A' -> mode;
                      case 'f' -> Integer.toHexString(Integer.parseInt(octal(mode), 8));
                      case 'u' -> String.valueOf(owner.uid());
                      case 'g' -> String.valueOf(owner.gid());
                      case 'U' -> owner.user();
                      case 'G' -> owner.group();
                      case 'F' -> kind(self, path, follow);
                      case 'i' -> String.valueOf(inode(self, path, follow));
                      case 'h' -> links(self, path);
                      case 'x', 'y', 'z' -> time;
                      case 'w' -> "-";
                      case 'W' -> "0";
                      case 'X', 'Y', 'Z' -> String.valueOf(LabClock.boot().toEpochSecond());
                      case '%' -> "%";
                      default -> "?";
                    }));
  }

  private static String links(Process self, String path) {
    return self.files().isDirectory(path) ? "2" : "1";
  }

  private void whole(Process self, String operand, String path, boolean follow) {
    Ownership owner = Ownership.of(self, path);
    String mode = mode(self, path, follow);
    String file =
        isLink(self, path, follow)
            ? operand + " -> " + self.files().readLink(path).orElse("")
            : operand;
    String time = LabClock.boot().format(TIME);
    boolean gnu = flavour == Flavour.GNU;
    String blocks = String.valueOf(Sizes.onDisk(self, path) / 512);
    self.stdout()
        .print(
            ("  File: " + file + "\n")
                + ("  Size: "
                    + Align.left(String.valueOf(Sizes.of(self, path)), 10)
                    + "\tBlocks: "
                    + Align.left(blocks, 10))
                + (" IO Block: 4096   " + kind(self, path, follow) + "\n")
                + ("Device: " + (gnu ? "254,1" : "fe01h/65025d"))
                + ("\tInode: " + Align.left(String.valueOf(inode(self, path, follow)), 11))
                + (" Links: " + links(self, path) + "\n")
                + ("Access: (%s%s/%s)"
                    .formatted("0".repeat(4 - octal(mode).length()), octal(mode), mode))
                + "  Uid: (%5s/%8s)   Gid: (%5s/%8s)\n"
                    .formatted(owner.uid(), owner.user(), owner.gid(), owner.group())
                + ("Access: " + time + "\nModify: " + time + "\nChange: " + time + "\n")
                + (gnu ? " Birth: " + time + "\n" : ""));
  }

  private int du(Process self, Options options) {
    List<String> operands = options.operands().isEmpty() ? List.of(".") : options.operands();
    int status = 0;
    long total = 0;
    for (String operand : operands) {
      String path = self.path(operand);
      if (!self.files().exists(path)) {
        String wording = flavour == Flavour.GNU ? "cannot access '%s': %e" : "%s: %e";
        Complaining.say(self, wording, operand, new FileError(Errno.ENOENT));
        status = 1;
      } else {
        total += walk(self, options, operand, 0);
      }
    }
    if (options.has('c')) {
      tell(self, options, total, "total");
    }
    return status;
  }

  /** Octets of a tree; tells of its directories, the inner ones first. */
  private long walk(Process self, Options options, String operand, int depth) {
    String path = self.path(operand);
    long sum = Sizes.onDisk(self, path);
    boolean directory = self.files().isDirectory(path) && !self.files().isLink(path);
    if (directory) {
      try {
        for (String name : self.files().list(path)) {
          sum += walk(self, options, operand.replaceFirst("/$", "") + "/" + name, depth + 1);
        }
      } catch (FileError gone) {
        Complaining.say(self, "cannot read directory '%s': %e", operand, gone);
      }
    }
    int most =
        options.has('s')
            ? 0
            : options
                .value('d')
                .filter(n -> n.matches("[0-9]{1,6}"))
                .map(Integer::parseInt)
                .orElse(Integer.MAX_VALUE);
    if (depth == 0 || depth <= most && (directory || options.has('a'))) {
      tell(self, options, sum, operand);
    }
    return sum;
  }

  private static void tell(Process self, Options options, long octets, String name) {
    String size =
        options.has('h')
            ? Sizes.human(octets)
            : options.has('b')
                ? String.valueOf(octets)
                : String.valueOf(options.has('m') ? (octets + (1 << 20) - 1) >> 20 : octets >> 10);
    self.stdout().println(size + "\t" + name);
  }

  private int truncate(Process self, Options options) throws ToolFailure {
    missing(self, options);
    Optional<Long> size = options.value('s').flatMap(Sizes::parse);
    if (size.isEmpty()) {
      String given = options.value('s').orElse("");
      throw TextTool.usage(
          flavour,
          self.name(),
          given.isEmpty()
              ? "you must specify either '--size' or '--reference'"
              : "Invalid number: '" + given + "'",
          1);
    }
    return Complaining.each(
        self,
        options.operands(),
        "cannot open '%s' for writing: %e",
        operand -> {
          String path = self.path(operand);
          byte[] before = self.files().exists(path) ? self.files().read(path) : new byte[0];
          self.files().write(path, Arrays.copyOf(before, Sizes.room(size.get())));
        });
  }
}
