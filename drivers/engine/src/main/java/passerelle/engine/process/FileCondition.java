package passerelle.engine.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.engine.Container;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.text.ByteText;

/**
 * Which lines an entrypoint prints that adapts a file of its image: {@code if STATE PATH: LINE} is
 * printed in that state alone. The states are {@code missing}; {@code unwritable}; {@code adapted},
 * by an earlier start; {@code changed}, since another file is in its place; {@code packaged}.
 *
 * @param files the container's, where they are kept
 * @param uid whom the entrypoint runs as
 */
record FileCondition(Container container, Optional<FileTree> files, int uid) {
  private static final Pattern LINE = Pattern.compile("if ([a-z|]+) (/[^ :]+): (.*)");

  /** What is printed of a line. */
  Optional<String> said(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.of(line);
    }
    boolean holds = state(matcher.group(2)).matches(matcher.group(1));
    return holds ? Optional.of(matcher.group(3)) : Optional.empty();
  }

  private String state(String path) {
    if (files.isEmpty()) {
      return "packaged";
    }
    if (files.get().kind(path) != FileTree.Kind.FILE) {
      return "missing";
    }
    try {
      files.get().append(path, uid);
      String text = ByteText.decode(files.get().read(path));
      boolean own = text.equals(container.image().files().get(path));
      boolean again = own && container.started() >= 0;
      return again ? "adapted" : own ? "packaged" : "changed";
    } catch (KernelException refused) {
      return "unwritable";
    }
  }
}
