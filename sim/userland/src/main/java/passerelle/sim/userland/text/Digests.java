package passerelle.sim.userland.text;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.text.ByteText;

/** {@code md5sum sha1sum sha256sum sha512sum base64}. */
record Digests(Flavour flavour) {
  void addTo(Toolset.Builder tools, String bin) {
    for (String name : List.of("md5", "sha1", "sha256", "sha512")) {
      String algorithm = name.equals("md5") ? "MD5" : name.replace("sha", "SHA-");
      tools.add(
          bin,
          new TextTool(
              flavour, "btcw", "binary=b text=t check=c", 1, (self, o) -> sums(self, o, algorithm)),
          name + "sum");
    }
    tools.add(bin, flavour.tool("dw:!i", "decode=d wrap=w", this::base64), "base64");
  }

  private static byte[] read(Process self, String operand) throws passerelle.sim.process.FileError {
    return operand.equals("-") ? self.stdin().readAll() : self.files().read(self.path(operand));
  }

  private int sums(Process self, Options options, String algorithm) {
    String wording = flavour == Flavour.GNU ? "%s: %e" : "can't open '%s': %e";
    if (options.has('c')) {
      return check(self, options, algorithm, wording);
    }
    return Complaining.each(
        self,
        options.operands(),
        wording,
        operand -> self.stdout().println(sum(read(self, operand), algorithm) + "  " + operand));
  }

  /** Reads sums and names, and says of each file whether it is still the same. */
  private int check(Process self, Options options, String algorithm, String wording) {
    int[] failed = {0, 0};
    int status =
        Complaining.each(
            self,
            options.operands(),
            wording,
            operand -> {
              for (String line : ByteText.decode(read(self, operand)).lines().toList()) {
                String[] parts = line.split(" [ *]", 2);
                if (parts.length == 2) {
                  checkOne(self, parts[1], parts[0], algorithm, failed);
                }
              }
            });
    warn(self, failed[0], "computed checksum", "did NOT match");
    warn(self, failed[1], "listed file", "could not be read");
    return failed[0] + failed[1] > 0 ? 1 : status;
  }

  private void checkOne(
      Process self, String file, String expected, String algorithm, int[] failed) {
    try {
      boolean same = sum(read(self, file), algorithm).equals(expected);
      self.stdout().println(file + ": " + (same ? "OK" : "FAILED"));
      failed[0] += same ? 0 : 1;
    } catch (passerelle.sim.process.FileError error) {
      String name = flavour == Flavour.GNU ? file : "can't open '" + file + "'";
      self.stderr().println(self.name() + ": " + name + ": " + error.getMessage());
      self.stdout().println(file + ": FAILED" + (flavour == Flavour.GNU ? " open or read" : ""));
      failed[1]++;
    }
  }

  private void warn(Process self, int count, String what, String how) {
    if (count > 0 && flavour == Flavour.GNU) {
      String many = count + " " + what + (count == 1 ? " " : "s ");
      self.stderr().println(self.name() + ": WARNING: " + many + how);
    } else if (count > 0 && how.endsWith("match")) {
      self.stderr()
          .println(self.name() + ": WARNING: " + count + " computed checksums did NOT match");
    }
  }

  private static String sum(byte[] bytes, String algorithm) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  private int base64(Process self, Options options) {
    int width =
        options.value('w').filter(w -> w.matches("\\d{1,6}")).map(Integer::parseInt).orElse(76);
    String wording = flavour == Flavour.GNU ? "%s: %e" : "can't open '%s': %e";
    boolean[] broken = {false};
    int status =
        Complaining.each(
            self,
            options.operands().subList(0, Math.min(1, options.operands().size())),
            wording,
            operand -> {
              byte[] bytes = read(self, operand);
              if (options.has('d')) {
                broken[0] = !decode(self, bytes);
              } else {
                self.stdout().print(wrapped(Base64.getEncoder().encodeToString(bytes), width));
              }
            });
    return broken[0] ? 1 : status;
  }

  private static boolean decode(Process self, byte[] bytes) {
    try {
      self.stdout().write(Base64.getDecoder().decode(ByteText.decode(bytes).replaceAll("\\s", "")));
      return true;
    } catch (IllegalArgumentException wrong) {
      self.stderr().println(self.name() + ": invalid input");
      return false;
    }
  }

  private static String wrapped(String text, int width) {
    if (width == 0 || text.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < text.length(); at += width) {
      out.append(text, at, Math.min(text.length(), at + width)).append('\n');
    }
    return out.toString();
  }
}
