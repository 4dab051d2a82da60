package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code ln readlink realpath}. */
record LinkTools(Flavour flavour) {
  void addTo(Toolset.Builder tools, String bin) {
    String canonical = "canonicalize=f canonicalize-existing=e canonicalize-missing=m no-newline=n";
    tools.add(
        bin, flavour.tool("sfnvT!ribSLPt", "symbolic=s force=f no-dereference=n", this::ln), "ln");
    tools.add(bin, flavour.tool("femn!qsvz", canonical, this::readlink), "readlink");
    tools.add(bin, flavour.tool("em!qszLP", "", this::realpath), "realpath");
  }

  private int ln(Process self, Options options) throws ToolFailure {
    List<String> targets = new ArrayList<>(options.operands());
    if (targets.isEmpty()) {
      throw TextTool.usage(flavour, self.name(), "missing file operand", 1);
    }
    String last = targets.size() > 1 ? targets.remove(targets.size() - 1) : ".";
    String place = self.path(last);
    boolean keep = options.has('T') || options.has('n') && self.files().isLink(place);
    boolean into = self.files().isDirectory(place) && !keep;
    if (targets.size() > 1 && !into) {
      String reason = self.files().exists(place) ? "Not a directory" : "No such file or directory";
      return self.stderr().println("ln: target '" + last + "': " + reason, 1);
    }
    int status = 0;
    for (String target : targets) {
      String name = target.substring(target.lastIndexOf('/', target.length() - 2) + 1);
      String shown = !into ? last : last.equals(".") ? "./" + name : last + "/" + name;
      status = Math.max(status, link(self, options, target, shown));
    }
    return status;
  }

  private int link(Process self, Options options, String target, String name) {
    boolean symbolic = options.has('s');
    String path = self.path(name);
    String existing = self.path(target);
    try {
      if (!symbolic && !self.files().exists(existing)) {
        return complain(
            self, target, "failed to access '" + target + "': ", "No such file or directory");
      }
      if (!symbolic && self.files().isDirectory(existing)) {
        return self.stderr().println("ln: " + target + ": hard link not allowed for directory", 1);
      }
      boolean there = self.files().isLink(path) || self.files().isFile(path);
      if (options.has('f') && there) {
        self.files().remove(path);
      }
      if (symbolic) {
        self.files().makeLink(path, target);
      } else {
        self.files().addName(path, existing);
      }
      if (options.has('v')) {
        self.stdout().println("'" + name + "' " + (symbolic ? "->" : "=>") + " '" + target + "'");
      }
      return 0;
    } catch (FileError refused) {
      String what =
          symbolic
              ? "failed to create symbolic link '" + name + "': "
              : "failed to create hard link '" + name + "': ";
      return complain(self, name, what, self.place().libc().strerror(refused.errno()));
    }
  }

  private int complain(Process self, String name, String gnu, String reason) {
    String what = flavour == Flavour.GNU ? gnu : name + ": ";
    return self.stderr().println("ln: " + what + reason, 1);
  }

  private int readlink(Process self, Options options) {
    boolean canonical = options.has('f') || options.has('e') || options.has('m');
    int status = 0;
    for (String operand : options.operands()) {
      String path = self.path(operand);
      Optional<String> text =
          canonical ? canonical(self, path, !options.has('e')) : self.files().readLink(path);
      text.ifPresent(t -> self.stdout().print(options.has('n') ? t : t + "\n"));
      status = text.isPresent() ? status : 1;
    }
    return status;
  }

  /** The path without links; a link of the kernel's to no path keeps its name. */
  private static Optional<String> canonical(Process self, String path, boolean missing) {
    try {
      String real = self.files().realPath(path);
      Optional<String> magic = self.files().readLink(real);
      if (magic.isPresent()) {
        String name = real.substring(0, real.lastIndexOf('/') + 1) + magic.get();
        return missing ? Optional.of(name) : Optional.empty();
      }
      return missing || self.files().exists(real) ? Optional.of(real) : Optional.empty();
    } catch (FileError loop) {
      return Optional.empty();
    }
  }

  private int realpath(Process self, Options options) {
    return Complaining.each(
        self,
        options.operands(),
        "%s: %e",
        operand -> {
          String real = self.files().realPath(self.path(operand));
          String parent = real.substring(0, Math.max(1, real.lastIndexOf('/')));
          boolean there = options.has('m') || self.files().isDirectory(parent);
          if (!there || options.has('e') && !self.files().exists(real)) {
            throw new FileError(Errno.ENOENT);
          }
          self.stdout().println(real);
        });
  }
}
