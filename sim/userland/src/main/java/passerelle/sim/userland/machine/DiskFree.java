package passerelle.sim.userland.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Mounted;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;
import passerelle.text.CNumber;

/**
 * {@code df}: the disk is that of a small idle machine, what is mounted in memory is what it is.
 *
 * @param busybox whether it is BusyBox's, which lists each mount; coreutils one of each device
 */
record DiskFree(boolean busybox) implements BlockingProgram {
  private static final Row DISK = new Row("/dev/sda1", "/", 61_611_820, 16_252_928, 42_196_764);
  private static final long DEVICES = 65_536;

  /** A file system: sizes in KiB. */
  private record Row(String source, String place, long size, long used, long left) {
    static Row memory(String source, String place, long size, long used) {
      return new Row(source, place, size, used, size - used);
    }

    Row at(String other, String where) {
      return new Row(other, where, size, used, left);
    }

    boolean holds(String path) {
      return place.equals("/") || FileSystem.isWithin(path, place);
    }
  }

  @Override
  public int run(Process self) {
    Getopt options = Getopt.parse("hkTam", "human-readable=h", self.arguments());
    if (options.error().isPresent() || options.has("T") || options.has("m")) {
      String word = self.arguments().get(0);
      return self.stderr().println("df: Passerelle does not model option " + word, 2);
    }
    boolean human = options.has("h");
    List<Row> mounted = self.place().isContainer() ? container(self) : machine();
    StringBuilder out = new StringBuilder(head(human));
    int status = 0;
    List<Row> rows = options.operands().isEmpty() ? mounted : new ArrayList<>();
    for (String operand : options.operands()) {
      String path = self.path(operand);
      if (!self.files().exists(path)) {
        String wording =
            busybox ? "df: %s: can't find mount point" : "df: %s: No such file or directory";
        self.stderr().println(wording.replace("%s", operand));
        status = 1;
      } else {
        rows.add(holding(mounted, path));
      }
    }
    if (status == 0 || !rows.isEmpty()) {
      rows.forEach(row -> out.append(line(row, human)));
      self.stdout().print(out.toString());
    }
    return status;
  }

  /** The innermost one. */
  private static Row holding(List<Row> mounted, String path) {
    Row found = DISK;
    for (Row row : mounted) {
      boolean inner = row.place().length() >= found.place().length();
      found = row.holds(path) && inner ? row : found;
    }
    return found;
  }

  private static List<Row> machine() {
    return List.of(
        Row.memory("udev", "/dev", 2_080_768, 0),
        Row.memory("tmpfs", "/run", 419_432, 0),
        DISK,
        Row.memory("tmpfs", "/dev/shm", 2_097_152, 0));
  }

  private List<Row> container(Process self) {
    List<Row> rows = new ArrayList<>();
    rows.add(DISK.at("overlay", "/"));
    rows.add(Row.memory("tmpfs", "/dev", DEVICES, 0));
    Map<String, Mounted> mounted = self.files().mounted();
    Mounted shared = mounted.getOrDefault("/dev/shm", new Mounted(false, true, DEVICES << 10, 0));
    rows.add(Row.memory("shm", "/dev/shm", shared.size() >> 10, kibibytes(shared.used())));
    mounted.forEach(
        (place, memory) -> {
          if (memory.inMemory() && !place.equals("/dev/shm")) {
            rows.add(Row.memory("tmpfs", place, memory.size() >> 10, kibibytes(memory.used())));
          }
        });
    for (String file : List.of("resolv.conf", "hostname", "hosts")) {
      if (busybox || file.equals("hosts")) {
        rows.add(DISK.at(DISK.source(), "/etc/" + file));
      }
    }
    return rows;
  }

  /** In whole pages. */
  private static long kibibytes(long octets) {
    return (octets + 4095) / 4096 * 4;
  }

  private String head(boolean human) {
    if (busybox) {
      return human
          ? "Filesystem                Size      Used Available Use% Mounted on\n"
          : "Filesystem           1K-blocks      Used Available Use% Mounted on\n";
    }
    return human
        ? "Filesystem      Size  Used Avail Use% Mounted on\n"
        : "Filesystem     1K-blocks     Used Available Use% Mounted on\n";
  }

  private String line(Row row, boolean human) {
    long left = row.left();
    long percent =
        row.used() == 0 ? 0 : (row.used() * 100 + row.used() + left - 1) / (row.used() + left);
    String format =
        busybox
            ? "%-20s %9s %9s %9s %3d%% %s\n"
            : human ? "%-14s %5s %5s %5s %3d%% %s\n" : "%-14s %9s %8s %9s %3d%% %s\n";
    return String.format(
        Locale.ROOT,
        format,
        row.source(),
        size(row.size(), human),
        size(row.used(), human),
        size(left, human),
        percent,
        row.place());
  }

  /** coreutils rounds up, BusyBox to the nearest. */
  private String size(long kibibytes, boolean human) {
    if (!human || kibibytes == 0) {
      return String.valueOf(kibibytes);
    }
    double amount = kibibytes;
    int i = 0;
    while (amount >= 1024) {
      amount /= 1024;
      i++;
    }
    String unit = "KMGT".substring(i, i + 1);
    if (busybox) {
      return CNumber.fixed(amount, 1) + unit;
    }
    return amount < 10
        ? CNumber.fixed(Math.ceil(amount * 10) / 10, 1) + unit
        : (long) Math.ceil(amount) + unit;
  }
}
