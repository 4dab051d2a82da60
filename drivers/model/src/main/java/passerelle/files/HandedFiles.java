package passerelle.files;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Files that go through a person's hands: what is written is handed out, and can be read again; to
 * be read, a file must have been handed in. The machine has no part in it.
 */
public final class HandedFiles implements MachineFiles {
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final BiConsumer<String, byte[]> out;

  /**
   * No files yet.
   *
   * @param out takes each file that is written, with its name, as often as its content is given
   */
  public HandedFiles(BiConsumer<String, byte[]> out) {
    this.out = out;
  }

  /** Somebody hands in a file, in the place of one of that name. */
  public void handIn(String name, byte[] content) {
    files.put(name, content);
  }

  @Override
  public NewFile create(String typed, boolean replace) throws FileRefusal {
    PortableName.of(typed);
    if (files.containsKey(typed) && !replace) {
      throw new FileRefusal(typed, "exists");
    }
    files.put(typed, new byte[0]);
    return content -> {
      files.put(typed, content.clone());
      out.accept(typed, content);
    };
  }

  @Override
  public byte[] read(String name, int most) throws FileRefusal {
    byte[] content = files.get(name);
    if (content == null) {
      throw new FileRefusal(name, "missing");
    }
    if (content.length > most) {
      throw new FileRefusal(name, "large", Size.of(most));
    }
    return content.clone();
  }
}
