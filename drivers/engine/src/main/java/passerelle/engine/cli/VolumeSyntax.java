package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import passerelle.engine.MountSpec;
import passerelle.engine.Phrase;
import passerelle.engine.Storage;

/**
 * What {@code -v}, {@code --mount} and their relatives ask for (docker/cli container/opts.go,
 * compose/loader/volume.go). The engine reads what is between the colons; the client only tells
 * volumes without a name from the others, and makes relative paths absolute.
 */
record VolumeSyntax(ParsedFlags flags, CliStyle style, String directory) {
  Storage storage() throws Problem {
    List<String> binds = new ArrayList<>();
    List<String> anonymous = new ArrayList<>();
    for (String text : flags.all("volume")) {
      (hasSource(text) ? binds : anonymous).add(absolute(text));
    }
    List<MountSpec> mounts = new ArrayList<>();
    for (String text : flags.all("mount")) {
      mounts.add(MountOption.parse(text, directory));
    }
    return new Storage(
        binds,
        anonymous,
        mounts,
        flags.all("volumes-from"),
        flags.all("tmpfs"),
        flags.text("volume-driver").orElse(""));
  }

  /** What stands between colons: a drive of Windows is no source. */
  private static boolean hasSource(String text) throws Problem {
    if (text.isEmpty()) {
      throw new Problem("invalid empty volume spec");
    }
    boolean drive =
        text.length() > 1 && text.charAt(1) == ':' && Character.isLetter(text.charAt(0));
    if (text.length() <= 2 || drive && text.indexOf(':', 2) < 0) {
      return false;
    }
    String[] parts = (drive ? text.substring(2) : text).split(":", -1);
    for (String part : parts) {
      if (part.isEmpty()) {
        throw new Problem("invalid spec: " + text + ": empty section between colons");
      }
    }
    if (parts.length > 3) {
      throw new Problem("invalid spec: " + text + ": too many colons");
    }
    return parts.length > 1;
  }

  private String absolute(String text) {
    boolean relative = text.matches(style.says(Phrase.RELATIVE_VOLUMES));
    return relative ? directory + "/" + text : text;
  }
}
