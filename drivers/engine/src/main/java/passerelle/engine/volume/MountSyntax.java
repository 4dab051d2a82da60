package passerelle.engine.volume;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import passerelle.engine.EngineException;
import passerelle.engine.MountPoint;
import passerelle.engine.MountSpec;
import passerelle.engine.Paths;

/** What {@code -v} and {@code --mount} mean, and what is wrong with them (volume/mounts/parser). */
final class MountSyntax {
  private static final String DEFAULT_MODE = "z";
  private static final List<Set<String>> MODES =
      List.of(
          Set.of("rw", "ro"),
          Set.of("z", "Z"),
          Set.of("shared", "slave", "private", "rshared", "rslave", "rprivate"),
          Set.of("nocopy"),
          Set.of("consistent", "cached", "delegated", "default"));

  private static final Pattern TMPFS =
      Pattern.compile(
          "(size|mode|uid|gid|nr_inodes|nr_blocks|mpol)=.*|r[wo]|(no)?(suid|dev|exec|mand|atime"
              + "|diratime|relatime|strictatime)|a?sync|dirsync|remount|r?(bind|private|shared"
              + "|slave|unbindable)|defaults");

  private MountSyntax() {}

  /** {@code SOURCE:TARGET[:MODE]}. */
  static MountPoint bind(String text) throws EngineException {
    String[] parts = text.split(":", 4);
    boolean modeForTarget = parts.length == 2 && isMode(parts[1]);
    if (parts.length > 3 || parts.length < 2 || parts[0].isEmpty() || modeForTarget) {
      throw EngineException.bad("invalid volume specification: '" + text + "'");
    }
    String mode = parts.length > 2 ? parts[2] : "";
    if (!mode.isEmpty() && !isMode(mode)) {
      throw EngineException.bad("invalid mode: " + mode);
    }
    List<String> words = Arrays.asList(mode.split(","));
    boolean volume = !parts[0].startsWith("/");
    MountSpec spec =
        new MountSpec(
            volume ? "volume" : "bind",
            parts[0],
            parts[1],
            words.contains("ro"),
            words.contains("nocopy"),
            "",
            Map.of());
    String stray = "";
    if (!volume && words.contains("nocopy")) {
      stray = "field VolumeOptions must not be specified";
    } else if (volume && words.stream().anyMatch(MODES.get(2)::contains)) {
      stray = "field BindOptions must not be specified";
    }
    MountPoint point;
    try {
      refuse(spec, stray);
      check(spec);
      point = point(spec, mode.isEmpty() && volume ? DEFAULT_MODE : mode);
    } catch (EngineException e) {
      throw EngineException.bad("invalid volume specification: '" + text + "': " + e.getMessage());
    }
    String propagation = words.stream().filter(MODES.get(2)::contains).findFirst().orElse("");
    return point.withPropagation(Propagation.of(point, propagation));
  }

  private static boolean isMode(String text) {
    List<String> words = Arrays.asList(text.split(",", -1));
    return words.stream().allMatch(w -> MODES.stream().anyMatch(set -> set.contains(w)))
        && MODES.stream().allMatch(set -> words.stream().filter(set::contains).count() <= 1);
  }

  /** The mode of {@code --volumes-from}: neither propagation nor copies (ParseVolumesFrom). */
  static void checkInherited(String mode) throws EngineException {
    boolean fits = mode.isEmpty() || isMode(mode);
    if (!fits || !Set.of("", "rw", "ro", "z", "Z").containsAll(Arrays.asList(mode.split(",")))) {
      throw EngineException.bad("invalid mode: " + mode);
    }
  }

  /** The options of {@code --tmpfs TARGET:OPTIONS} (moby/sys mount: MergeTmpfsOptions). */
  static void checkTmpfs(String text) throws EngineException {
    int colon = text.indexOf(':');
    String options = colon < 0 ? "" : text.substring(colon + 1);
    for (String option : options.isEmpty() ? new String[0] : options.split(",", -1)) {
      if (!TMPFS.matcher(option).matches()) {
        throw EngineException.bad("invalid tmpfs option \"" + option.replaceFirst("=.*", "") + '"');
      }
    }
  }

  /** {@code --mount}. */
  static MountPoint mount(MountSpec spec) throws EngineException {
    check(spec);
    MountPoint point = point(spec, spec.type().equals("volume") ? DEFAULT_MODE : "");
    return point.withPropagation(Propagation.of(point, spec.propagation()));
  }

  /** {@code --tmpfs}. */
  static MountPoint tmpfs(String target) throws EngineException {
    String wrong = wrongTarget(target);
    if (!wrong.isEmpty()) {
      throw EngineException.bad(wrong);
    }
    return mount(new MountSpec("tmpfs", "", target, false, true, "", Map.of()));
  }

  private static MountPoint point(MountSpec spec, String mode) {
    MountPoint.Type type =
        switch (spec.type()) {
          case "bind" -> MountPoint.Type.BIND;
          case "tmpfs" -> MountPoint.Type.TMPFS;
          default -> MountPoint.Type.VOLUME;
        };
    boolean volume = type == MountPoint.Type.VOLUME;
    return new MountPoint(
        type,
        volume ? spec.source() : "",
        volume ? "" : Paths.clean(spec.source()),
        Paths.clean(spec.target()),
        mode,
        spec.readOnly(),
        spec.noCopy(),
        "",
        spec.subpath());
  }

  private static String notAbsolute(String path) {
    return "invalid mount path: '" + path + "' mount path must be absolute";
  }

  private static String wrongTarget(String target) {
    if (!target.startsWith("/")) {
      return notAbsolute(target);
    }
    return Paths.clean(target).equals("/") ? "invalid specification: destination can't be '/'" : "";
  }

  private static void refuse(MountSpec spec, String why) throws EngineException {
    if (!why.isEmpty()) {
      throw EngineException.bad("invalid mount config for type \"" + spec.type() + "\": " + why);
    }
  }

  private static void check(MountSpec spec) throws EngineException {
    refuse(spec, problem(spec));
  }

  private static String problem(MountSpec spec) {
    if (!Set.of("bind", "volume", "tmpfs").contains(spec.type())) {
      return "mount type unknown";
    } else if (spec.target().isEmpty()) {
      return "field Target must not be empty";
    }
    String wrong = wrongTarget(spec.target());
    if (!wrong.isEmpty()) {
      return wrong;
    }
    boolean bind = spec.type().equals("bind");
    boolean named = !spec.source().isEmpty();
    if (bind && !named) {
      return "field Source must not be empty";
    } else if (bind && !spec.source().startsWith("/")) {
      return notAbsolute(spec.source());
    } else if (bind && !Propagation.isKnown(spec.propagation())) {
      return "invalid propagation mode: " + spec.propagation();
    } else if (spec.subpath().matches("/.*|(.*/)?\\.\\.(/.*)?")) {
      return "subpath must be a relative path within the volume";
    } else if (spec.type().equals("volume") && !named && spec.readOnly()) {
      return "must not set ReadOnly mode when using anonymous volumes";
    }
    return spec.type().equals("tmpfs") && named ? "field Source must not be specified" : "";
  }
}
