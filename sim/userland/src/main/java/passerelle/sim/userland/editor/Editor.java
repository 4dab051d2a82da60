package passerelle.sim.userland.editor;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.text.ByteText;

/**
 * An editor for a file of the lab, on the whole screen: {@code nano}, {@code vi}. It reads its keys
 * from the lab's terminal, so that what is typed into it is typed again by undo and save.
 */
public final class Editor implements BlockingProgram {
  private static final int MOST = 1 << 20;

  private final boolean modal;

  private Editor(boolean modal) {
    this.modal = modal;
  }

  public static Editor nano() {
    return new Editor(false);
  }

  public static Editor vi() {
    return new Editor(true);
  }

  /** The file that is edited. */
  record Target(Process self, String name) {
    private String path(String file) {
      return self.path(file);
    }

    /** What is in it; empty when it is not there. */
    Optional<String> read() throws FileError {
      return name.isEmpty() || !self.files().exists(path(name))
          ? Optional.empty()
          : Optional.of(ByteText.decode(self.files().read(path(name))));
    }

    void write(String file, String text) throws FileError {
      self.files().writeText(path(file), text);
    }
  }

  @Override
  public int run(Process self) {
    List<String> files = self.arguments().stream().filter(word -> !word.matches("[-+].*")).toList();
    String name = files.isEmpty() ? "" : files.get(0);
    if (!self.stdin().isTerminal() || !self.stdout().isTerminal()) {
      String shown = name.isEmpty() ? "FILE" : name;
      return self.stderr()
          .println(
              "%s: there is no terminal to edit at; write the file with: cat > %s <<EOF"
                  .formatted(self.name(), shown),
              1);
    }
    Target target = new Target(self, name);
    Optional<String> text;
    try {
      text = target.read().map(t -> t.substring(0, Math.min(MOST, t.length())));
    } catch (FileError unreadable) {
      return self.stderr().println(self.name() + ": " + name + ": " + unreadable.getMessage(), 1);
    }
    EditorScreen screen = new EditorScreen(self);
    screen.take();
    EditorText edited = new EditorText(text.orElse(""), !modal);
    if (modal) {
      new ViKeys(screen, target, edited).run(text.isPresent());
    } else {
      new NanoKeys(screen, target, edited).run(text.isPresent());
    }
    return 0;
  }
}
