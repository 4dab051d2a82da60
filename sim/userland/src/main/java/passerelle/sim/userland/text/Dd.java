package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.sim.process.Device;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.CNumber;
import passerelle.text.Cut;

/** dd (coreutils' dd.c, busybox' coreutils/dd.c), on a disk that copies a gigabyte in a second. */
record Dd(Flavour flavour) {
  private static final long OCTETS_A_SECOND = 1_000_000_000L;

  int run(Process self, Options options) throws ToolFailure {
    String in = "";
    String out = "";
    long block = 512;
    long count = -1;
    for (String operand : options.operands()) {
      Cut pair = Cut.first(operand, "=");
      String value = pair.after(operand);
      switch (pair.before()) {
        case "if" -> in = value;
        case "of" -> out = value;
        case "bs" -> block = number(self, value);
        case "count" -> count = number(self, value);
        case "status", "conv", "oflag", "iflag" -> {
          // What they change is not seen here.
        }
        default ->
            throw TextTool.usage(flavour, self.name(), "unrecognized operand '" + operand + "'", 1);
      }
    }
    try {
      byte[] data = input(self, in, count < 0 ? -1 : block * count);
      if (out.isEmpty()) {
        self.stdout().write(data);
      } else {
        self.files().write(self.path(out), data);
      }
      summary(self, data.length, block);
      return 0;
    } catch (FileError refused) {
      if (refused.errno() == Errno.ENOSPC && !out.isEmpty()) {
        return full(self, out, block);
      }
      String name = self.files().exists(self.path(in)) || in.isEmpty() ? out : in;
      String doing = "failed to open '" + name + "'";
      return self.stderr().println("dd: " + doing + ": " + refused.getMessage(), 1);
    }
  }

  /** The file system has taken what it had room for. */
  private static int full(Process self, String out, long block) {
    long taken = Sizes.of(self, self.path(out)) / block;
    self.stderr().println("dd: error writing '" + out + "': No space left on device");
    return self.stderr().println(taken + 1 + "+0 records in\n" + taken + "+0 records out", 1);
  }

  private long number(Process self, String value) throws ToolFailure {
    return Sizes.parse(value)
        .filter(n -> n > 0)
        .orElseThrow(
            () -> TextTool.usage(flavour, self.name(), "invalid number: '" + value + "'", 1));
  }

  private static byte[] input(Process self, String name, long most) throws FileError {
    Optional<Device> device =
        name.isEmpty() ? Optional.empty() : self.files().device(self.path(name));
    if (device.filter(Device::isEndless).isPresent()) {
      return device.get().read(Sizes.room(most < 0 ? Long.MAX_VALUE : most), most);
    }
    byte[] all = name.isEmpty() ? self.stdin().readAll() : self.files().read(self.path(name));
    return most < 0 || most >= all.length ? all : Arrays.copyOf(all, (int) most);
  }

  private void summary(Process self, long octets, long block) {
    String records = octets / block + "+" + (octets % block == 0 ? 0 : 1) + " records ";
    double seconds = Math.max(1e-5, octets / (double) OCTETS_A_SECOND);
    self.sleep((long) (seconds * 1_000_000_000L));
    List<String> units = new ArrayList<>();
    if (octets >= 1000) {
      units.add(decimal(octets));
    }
    if (octets >= 1024) {
      units.add(binary(octets));
    }
    String also = units.isEmpty() ? "" : " (" + String.join(", ", units) + ")";
    String rate = decimal(Math.round(octets / seconds));
    String text =
        ("" + octets + " bytes" + also + " copied, ")
            + (CNumber.format(seconds, 'g', 6) + " s, " + rate + "/s\n");
    boolean busybox = flavour == Flavour.BUSYBOX;
    self.stderr()
        .print(records + "in\n" + records + "out\n" + text(busybox, octets, seconds, text));
  }

  private static String text(boolean busybox, long octets, double seconds, String gnu) {
    if (!busybox) {
      return gnu;
    }
    String size = Sizes.human(octets).replaceFirst("([KMG])$", "$1B");
    String rate = Sizes.human(Math.round(octets / seconds)).replaceFirst("([KMG])$", "$1B");
    return "%s bytes (%s) copied, %s seconds, %s/s\n"
        .formatted(octets, size, CNumber.fixed(seconds, 6), rate);
  }

  private static String decimal(long octets) {
    return scaled(octets, 1000, new String[] {"B", "kB", "MB", "GB"});
  }

  private static String binary(long octets) {
    return scaled(octets, 1024, new String[] {"B", "KiB", "MiB", "GiB"});
  }

  private static String scaled(long octets, int base, String[] units) {
    double value = octets;
    int unit = 0;
    while (value >= base && unit < units.length - 1) {
      value /= base;
      unit++;
    }
    String number =
        unit > 0 && value < 9.95 ? CNumber.fixed(value, 1) : String.valueOf(Math.round(value));
    return number + " " + units[unit];
  }
}
