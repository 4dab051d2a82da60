package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code mkdir rm rmdir touch cp mv install chmod basename dirname}. */
record FileTools(Flavour flavour) {
  static final String MODE = "[0-7]{1,4}|[ugoa]*[-+=][rwxXst]*(,[ugoa]*[-+=][rwxXst]*)*";

  private static final FileError NO_DIRECTORY = new FileError(Errno.ENOENT);

  void addTo(Toolset.Builder tools, String bin) {
    tools.add(bin, flavour.tool("pvm:", "parents=p verbose=v mode=m", this::mkdir), "mkdir");
    tools.add(bin, flavour.tool("rRfivd", "recursive=r force=f verbose=v", this::rm), "rm");
    tools.add(bin, flavour.tool("pv", "parents=p", this::rmdir), "rmdir");
    tools.add(bin, flavour.tool("acmt:d:r:", "no-create=c date=d", this::touch), "touch");
    tools.add(
        bin, flavour.tool("rRafpvndT!iLPs", "recursive=r archive=a force=f", this::copy), "cp");
    tools.add(bin, flavour.tool("fvnT!i", "force=f", this::move), "mv");
    if (flavour == Flavour.GNU) {
      String words = "directory=d mode=m owner=o group=g";
      tools.add(bin, flavour.tool("dDm:o:g:cp", words, this::install), "install");
    }
    tools.add(bin, flavour.tool("RvcfrwxXst", "recursive=R", new Chmod(this)::chmod), "chmod");
    String suffix = "multiple=a suffix=s";
    tools.add(bin, flavour.tool("+as:", suffix, (self, o) -> names(self, o, true)), "basename");
    tools.add(bin, flavour.tool("+", "", (self, o) -> names(self, o, false)), "dirname");
  }

  String pick(String gnu, String busybox) {
    return flavour == Flavour.GNU ? gnu : busybox;
  }

  void require(Process self, Options options, int count) throws ToolFailure {
    int given = options.operands().size();
    if (given >= count) {
      return;
    }
    if (flavour == Flavour.BUSYBOX) {
      throw new ToolFailure(1, TextTool.usage(flavour, self.name(), "", 1).getMessage());
    }
    String kind = count == 2 ? "missing file operand" : "missing operand";
    boolean files = List.of("touch", "cp", "mv", "install").contains(self.name());
    String what =
        given == 0
            ? files ? "missing file operand" : kind.replace(" file", "")
            : (count == 2 && files
                    ? "missing destination file operand after "
                    : "missing operand after ")
                + (files
                    ? "'" + options.operands().get(0) + "'"
                    : "'" + options.operands().get(0) + "'");
    throw TextTool.usage(flavour, self.name(), what, 1);
  }

  private int mkdir(Process self, Options options) throws ToolFailure {
    require(self, options, 1);
    String wording = pick("cannot create directory '%s': %e", "can't create directory '%s': %e");
    return Complaining.each(
        self,
        options.operands(),
        wording,
        operand -> {
          String path = self.path(operand);
          if (!options.has('p')) {
            self.files().makeDirectory(path);
            return;
          }
          makeTree(self.files(), path);
        });
  }

  /** A directory and those above it, as far as they are not there. */
  private static void makeTree(FileSystem files, String path) throws FileError {
    for (int at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
      makeIfMissing(files, path.substring(0, at));
    }
    makeIfMissing(files, path);
  }

  /** Directories, or copies of files, with a mode; to whom they belong stays as it is. */
  private int install(Process self, Options options) throws ToolFailure {
    String mode = options.value('m').orElse("755");
    if (!mode.matches(MODE)) {
      throw new ToolFailure(1, "install: invalid mode '" + mode + "'\n");
    }
    if (options.has('d')) {
      require(self, options, 1);
      return Complaining.each(
          self,
          options.operands(),
          "cannot create directory '%s': %e",
          operand -> {
            String path = self.path(operand);
            makeTree(self.files(), path);
            self.files().setMode(path, Modes.changed(0, mode, true));
          });
    }
    int[] omitted = {0};
    int status =
        transfer(
            self,
            options,
            "",
            (from, to) -> {
              if (self.files().isDirectory(from)) {
                String what = "omitting directory '" + from + "'";
                omitted[0] = self.stderr().println("install: " + what, 1);
                return;
              }
              if (options.has('D')) {
                makeTree(self.files(), to.substring(0, Math.max(1, to.lastIndexOf('/'))));
              }
              copyTree(self, self.files().realPath(from), to);
              self.files().setMode(to, Modes.changed(0, mode, false));
            });
    return Math.max(status, omitted[0]);
  }

  private static void makeIfMissing(FileSystem files, String path) throws FileError {
    if (!files.isDirectory(path)) {
      files.makeDirectory(path);
    }
  }

  private int rm(Process self, Options options) throws ToolFailure {
    if (!options.has('f')) {
      require(self, options, 1);
    } else if (options.operands().isEmpty()) {
      return 0;
    }
    boolean recursive = options.has('r') || options.has('R');
    int status = 0;
    for (String operand : options.operands()) {
      String path = self.path(operand);
      if (isTree(self, path) && !recursive) {
        self.stderr()
            .println(
                pick(
                    "rm: cannot remove '" + operand + "': Is a directory",
                    "rm: '" + operand + "' is a directory"));
        status = 1;
        continue;
      }
      if (options.has('i') && !confirmed(self, operand, path)) {
        continue;
      }
      boolean folder = isTree(self, path);
      try {
        removeTree(self, path);
        if (options.has('v')) {
          String gnu = "removed " + (folder ? "directory " : "") + "'" + operand + "'";
          self.stdout().println(pick(gnu, "removed '" + operand + "'"));
        }
      } catch (FileError error) {
        if (!options.has('f') || error.errno() != Errno.ENOENT) {
          Complaining.say(
              self, pick("cannot remove '%s': %e", "can't remove '%s': %e"), operand, error);
          status = 1;
        }
      }
    }
    return status;
  }

  private boolean confirmed(Process self, String operand, String path) {
    String kind = isTree(self, path) ? "directory" : "regular file";
    boolean empty = Sizes.of(self, path) == 0 && kind.equals("regular file");
    String what = pick((empty ? "regular empty file" : kind) + " ", "");
    self.stderr().print("rm: remove " + what + "'" + operand + "'? ");
    return self.stdin().readLine().filter(line -> line.matches("(?s)[yY].*")).isPresent();
  }

  /** A directory itself, and not a link to one. */
  private static boolean isTree(Process self, String path) {
    return self.files().isDirectory(path) && !self.files().isLink(path);
  }

  private static void removeTree(Process self, String path) throws FileError {
    self.spend(1);
    if (isTree(self, path)) {
      for (String child : self.files().list(path)) {
        removeTree(self, path.equals("/") ? "/" + child : path + "/" + child);
      }
    }
    self.files().remove(path);
  }

  private int rmdir(Process self, Options options) throws ToolFailure {
    require(self, options, 1);
    return Complaining.each(
        self,
        options.operands(),
        pick("failed to remove '%s': %e", "'%s': %e"),
        operand -> {
          String path = self.path(operand);
          if (self.files().isFile(path) || self.files().isLink(path)) {
            throw new FileError(Errno.ENOTDIR);
          }
          self.files().remove(path);
        });
  }

  private int touch(Process self, Options options) throws ToolFailure {
    require(self, options, 1);
    return Complaining.each(
        self,
        options.operands(),
        pick("cannot touch '%s': %e", "%s: %e"),
        operand -> {
          String path = self.path(operand);
          if (!self.files().exists(path) && !options.has('c')) {
            self.files().write(path, new byte[0]);
          }
        });
  }

  private int copy(Process self, Options options) throws ToolFailure {
    boolean recursive = options.has('r') || options.has('R') || options.has('a');
    boolean keepLinks = recursive || options.has('d');
    int[] omitted = {0};
    int status =
        transfer(
            self,
            options,
            "can't stat '%s': %e",
            (from, to) -> {
              if (!keepLinks && self.files().isLink(from)) {
                copyTree(self, self.files().realPath(from), to);
              } else if (self.files().isDirectory(from) && !recursive) {
                String name = from.substring(from.lastIndexOf('/') + 1);
                String gnu = "-r not specified; omitting directory '" + name + "'";
                self.stderr().println("cp: " + pick(gnu, "omitting directory '" + name + "'"));
                omitted[0] = 1;
              } else {
                copyTree(self, from, to);
              }
            });
    return Math.max(status, omitted[0]);
  }

  private int move(Process self, Options options) throws ToolFailure {
    return transfer(
        self,
        options,
        "can't rename '%s': %e",
        (from, to) -> {
          if (!from.equals(to)) {
            copyTree(self, from, to);
            if (self.files().isFile(from) && !self.files().isLink(from)) {
              self.files().setMode(to, self.files().mode(from));
            }
            removeTree(self, from);
          }
        });
  }

  /** One file to one place. */
  private interface Transfer {
    void move(String from, String to) throws FileError;
  }

  private int transfer(Process self, Options options, String busybox, Transfer transfer)
      throws ToolFailure {
    require(self, options, 2);
    List<String> sources = new ArrayList<>(options.operands());
    String target = sources.remove(sources.size() - 1);
    boolean into = self.files().isDirectory(self.path(target));
    if (sources.size() > 1 && !into) {
      return self.stderr()
          .println(
              "%s: target '%s': %s"
                  .formatted(
                      self.name(),
                      target,
                      (self.files().exists(self.path(target)) ? Errno.ENOTDIR : Errno.ENOENT)
                          .text()),
              1);
    }
    int[] homeless = {0};
    int status =
        Complaining.each(
            self,
            sources,
            pick("cannot stat '%s': %e", busybox),
            operand -> {
              String from = self.path(operand);
              if (!self.files().exists(from) && !self.files().isLink(from)) {
                throw new FileError(Errno.ENOENT);
              }
              String to = self.path(target);
              String name = from.substring(from.lastIndexOf('/') + 1);
              String last = into ? FileSystem.resolve(to, name) : to;
              boolean kept = options.has('n') && self.files().exists(last);
              boolean made = options.has('D');
              if (!made && !self.files().isDirectory(FileSystem.resolve(last, ".."))) {
                Complaining.say(self, homeless(self, target), operand, NO_DIRECTORY);
                homeless[0] = 1;
                return;
              } else if (!kept) {
                transfer.move(from, last);
              }
              if (!kept && options.has('v')) {
                String shown = into ? target.replaceFirst("/$", "") + "/" + name : target;
                boolean moves = self.name().equals("mv");
                String before = moves && flavour == Flavour.GNU ? "renamed " : "";
                self.stdout().println(before + "'" + operand + "' -> '" + shown + "'");
              }
            });
    return Math.max(status, homeless[0]);
  }

  /** What is said of a file whose new directory is not there. */
  private String homeless(Process self, String target) {
    return self.name().equals("mv")
        ? pick("cannot move '%s' to '" + target + "': %e", "can't rename '%s': %e")
        : pick("cannot create regular file '", "can't create '") + target + "': %e";
  }

  private static void copyTree(Process self, String from, String to) throws FileError {
    self.spend(1);
    Optional<String> link = self.files().readLink(from);
    if (link.isPresent() && self.files().namespace(from).isEmpty()) {
      if (self.files().isLink(to) || self.files().isFile(to)) {
        self.files().remove(to);
      }
      self.files().makeLink(to, link.get());
      return;
    }
    if (!self.files().isDirectory(from)) {
      boolean made = !self.files().exists(to);
      self.files().write(to, self.files().read(from));
      if (made) {
        self.files().setMode(to, Modes.copied(self.files().mode(from)));
      }
      return;
    }
    if (FileSystem.isWithin(to, from)) {
      throw new FileError(Errno.EINVAL);
    }
    List<String> children = self.files().list(from);
    makeIfMissing(self.files(), to);
    for (String child : children) {
      copyTree(self, FileSystem.resolve(from, child), FileSystem.resolve(to, child));
    }
  }

  private int names(Process self, Options options, boolean last) throws ToolFailure {
    require(self, options, 1);
    return last ? PathNames.basename(self, options) : PathNames.dirname(self, options);
  }
}
