package passerelle.sim.userland.text;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import passerelle.sim.process.FileSystem;
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
              flavour,
              "bt!cw",
              "binary=b text=t check=!",
              1,
              (self, o) -> sums(self, o, algorithm)),
          name + "sum");
    }
    tools.add(bin, flavour.tool("dw:!i", "decode=d wrap=w", this::base64), "base64");
  }

  private static byte[] read(Process self, String operand) throws passerelle.sim.process.FileError {
    return operand.equals("-")
        ? self.stdin().readAll()
        : self.files().read(FileSystem.resolve(self.directory(), operand));
  }

  private int sums(Process self, Options options, String algorithm) {
    String wording = flavour == Flavour.GNU ? "%s: %e" : "can't open '%s': %e";
    return Complaining.each(
        self,
        options.operands(),
        wording,
        operand -> self.stdout().println(sum(read(self, operand), algorithm) + "  " + operand));
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
