package passerelle.engine.volume;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.ContainerSpec;
import passerelle.engine.MountPoint;
import passerelle.engine.MountSpec;
import passerelle.engine.Paths;
import passerelle.engine.Storage;
import passerelle.kernel.Tmpfs;
import passerelle.text.Cut;

/** How the file systems in memory of a container are mounted. */
final class TmpfsOptions {
  /** Where memory is that processes share. */
  static final MountPoint SHARED =
      new MountPoint(MountPoint.Type.TMPFS, "", "", "/dev/shm", "", false, true, "", "");

  private static final long PAGE = 4096;
  private static final long MEMORY = 4L << 30;

  private TmpfsOptions() {}

  /** {@code --tmpfs TARGET:OPTIONS} or {@code --mount type=tmpfs}. */
  static Tmpfs of(Storage storage, MountPoint point) {
    for (String text : storage.tmpfs()) {
      Cut mount = Cut.first(text, ":");
      if (Paths.clean(mount.before()).equals(point.destination())) {
        return read(mount.after());
      }
    }
    for (MountSpec spec : storage.mounts()) {
      Map<String, Object> own = spec.details().getOrDefault("TmpfsOptions", Map.of());
      if (Paths.clean(spec.target()).equals(point.destination())) {
        Object size = own.getOrDefault("SizeBytes", "");
        return read((size.equals("") ? "" : "size=" + size) + octal(own.get("Mode")));
      }
    }
    return Tmpfs.USUAL;
  }

  private static String octal(Object mode) {
    return mode instanceof Integer bits ? ",mode=" + Integer.toOctalString(bits) : "";
  }

  /** {@code --shm-size}; without it the place is that of the image's files. */
  static Optional<Tmpfs> sharedMemory(ContainerSpec spec) {
    return spec.shown().getOrDefault("shm-size", List.of()).stream()
        .findFirst()
        .map(octets -> read("size=" + octets));
  }

  /** Those of mount(8), behind {@code -o}. */
  static Tmpfs read(String options) {
    Tmpfs all = Tmpfs.USUAL;
    for (String option : options.split(",")) {
      int equals = option.indexOf('=') + 1;
      String value = option.substring(equals);
      switch (option.substring(0, equals)) {
        case "size=" -> all = new Tmpfs(size(value), all.mode(), all.uid());
        case "mode=" ->
            all =
                value.matches("[0-7]{1,7}")
                    ? new Tmpfs(all.size(), Integer.parseInt(value, 8), all.uid())
                    : all;
        case "uid=" ->
            all =
                value.matches("[0-9]{1,9}")
                    ? new Tmpfs(all.size(), all.mode(), Integer.parseInt(value))
                    : all;
        default -> {
          // Of the others nothing is seen here.
        }
      }
    }
    return all;
  }

  /** Octets with a unit, or a part of the memory, in whole pages (shmem_parse_one). */
  private static long size(String text) {
    String digits = text.replaceFirst("[kKmMgG%b]*$", "");
    if (!digits.matches("[0-9]{1,12}")) {
      return 0;
    }
    long number = Long.parseLong(digits);
    String unit = text.substring(digits.length());
    long octets =
        switch (unit.isEmpty() ? ' ' : Character.toLowerCase(unit.charAt(0))) {
          case 'k' -> number << 10;
          case 'm' -> number << 20;
          case 'g' -> number << 30;
          case '%' -> MEMORY * number / 100;
          default -> number;
        };
    return (octets + PAGE - 1) / PAGE * PAGE;
  }
}
