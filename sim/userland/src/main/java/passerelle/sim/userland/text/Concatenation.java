package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Toolset;
import passerelle.text.Align;
import passerelle.text.ByteText;

/** {@code cat tac nl rev paste tee}: whole lines, put together. */
record Concatenation(Flavour flavour) {
  void addTo(Toolset.Builder tools, String bin) {
    tools.add(
        bin,
        flavour.tool(
            flavour == Flavour.GNU ? "beEnstTuvA" : "benvtAu",
            "number=n show-all=A show-ends=E squeeze-blank=s",
            this::cat),
        "cat");
    tools.add(bin, flavour.tool("!brs:", "", this::tac), "tac");
    tools.add(bin, flavour.tool("b:w:s:n:!v:i:d:f:h:l:p", "body-numbering=b", this::nl), "nl");
    tools.add(bin, flavour.tool("", "", this::rev), "rev");
    tools.add(bin, flavour.tool("d:sz", "delimiters=d serial=s", this::paste), "paste");
    tools.add(bin, flavour.tool("aip", "append=a ignore-interrupts=i", this::tee), "tee");
  }

  private String unreadable() {
    return flavour == Flavour.GNU ? "%s: %e" : "can't open '%s': %e";
  }

  private int cat(Process self, Options options) {
    boolean plain = options.given().isEmpty() || options.given().equals(List.of('u'));
    int[] number = {0};
    int status =
        Complaining.each(
            self,
            options.operands(),
            unreadable(),
            operand -> {
              self.stdout().survivesFailures();
              if (!plain) {
                decorate(self, options, operand, number);
              } else if (operand.equals("-")) {
                copyInput(self);
              } else {
                self.stdout().write(Lines.bytes(self, operand));
              }
            });
    Optional<FileError> failure = self.stdout().sink().failure();
    failure.ifPresent(
        error -> self.stderr().println(self.name() + ": write error: " + error.getMessage()));
    return failure.isPresent() ? 1 : status;
  }

  private static void copyInput(Process self) {
    for (byte[] some = self.stdin().read(65536); some.length > 0; some = self.stdin().read(65536)) {
      self.stdout().write(some);
    }
  }

  private static void decorate(Process self, Options options, String operand, int[] number)
      throws FileError {
    Lines lines = Lines.of(self, operand);
    boolean lastBlank = false;
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      String text = line.get();
      boolean blank = text.isEmpty();
      if (blank && lastBlank && options.has('s')) {
        continue;
      }
      lastBlank = blank;
      if (options.has('v') || options.has('A') || options.has('e') || options.has('t')) {
        text = visible(text);
      }
      if (options.has('T') || options.has('A') || options.has('t')) {
        text = text.replace("\t", "^I");
      }
      if (options.has('E') || options.has('A') || options.has('e')) {
        text = text.replaceFirst("\r$", "^M") + "$";
      }
      if (options.has('b') ? !blank : options.has('n')) {
        text = "%6s\t%s".formatted(++number[0], text);
      }
      self.stdout().print(lines.isTerminated() ? text + "\n" : text);
    }
  }

  /** Each octet that is no letter of ASCII's or tab, by {@code ^} and {@code M-}. */
  private static String visible(String text) {
    StringBuilder shown = new StringBuilder();
    for (byte octet : ByteText.encode(text)) {
      int low = octet & 0x7f;
      boolean kept = octet == '\t' || low >= ' ' && low < 0x7f;
      shown
          .append(octet < 0 ? "M-" : "")
          .append(kept ? "" : "^")
          .append((char) (kept ? low : low ^ '@'));
    }
    return shown.toString();
  }

  private int tac(Process self, Options options) {
    String wording = flavour == Flavour.GNU ? "failed to open '%s' for reading: %e" : "%s: %e";
    return Complaining.each(
        self,
        options.operands(),
        wording,
        operand -> {
          String text = ByteText.decode(Lines.bytes(self, operand));
          int end = text.length();
          while (end > 0) {
            int start = text.lastIndexOf('\n', end - 2) + 1;
            self.stdout().print(text.substring(start, end));
            end = start;
          }
        });
  }

  private int nl(Process self, Options options) {
    boolean all = options.value('b').orElse("t").equals("a");
    int width = number(options.value('w'), 6);
    String separator = options.value('s').orElse("\t");
    int[] number = {0};
    return Complaining.each(
        self,
        options.operands(),
        "%s: %e",
        operand -> {
          Lines lines = Lines.of(self, operand);
          for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            boolean numbered = all || !line.get().isEmpty();
            String count = Integer.toString(numbered ? ++number[0] : 0);
            String head = numbered ? Align.right(count, width) + separator : " ".repeat(width + 1);
            self.stdout().println(head + line.get());
          }
        });
  }

  private static int number(Optional<String> text, int otherwise) {
    return text.filter(t -> t.matches("\\d{1,3}")).map(Integer::parseInt).orElse(otherwise);
  }

  private int rev(Process self, Options options) {
    return Complaining.each(
        self,
        options.operands(),
        flavour == Flavour.GNU ? "cannot open %s: %e" : "can't open '%s': %e",
        operand -> {
          Lines lines = Lines.of(self, operand);
          for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            String reversed = new StringBuilder(line.get()).reverse().toString();
            self.stdout().print(lines.isTerminated() ? reversed + "\n" : reversed);
          }
        });
  }

  private int paste(Process self, Options options) {
    String delimiters = options.value('d').orElse("\t").replace("\\n", "\n").replace("\\t", "\t");
    List<Lines> inputs = new ArrayList<>();
    int status =
        Complaining.each(
            self, options.operands(), "%s: %e", operand -> inputs.add(Lines.of(self, operand)));
    if (status != 0) {
      return status;
    }
    if (options.has('s')) {
      inputs.forEach(input -> self.stdout().println(serial(input, delimiters)));
      return 0;
    }
    for (Optional<String> row = row(inputs, delimiters);
        row.isPresent();
        row = row(inputs, delimiters)) {
      self.stdout().println(row.get());
    }
    return 0;
  }

  private static String serial(Lines input, String delimiters) {
    StringBuilder all = new StringBuilder();
    int count = 0;
    for (Optional<String> line = input.next(); line.isPresent(); line = input.next()) {
      all.append(count > 0 ? delimiter(delimiters, count - 1) : "").append(line.get());
      count++;
    }
    return all.toString();
  }

  private static Optional<String> row(List<Lines> inputs, String delimiters) {
    StringBuilder row = new StringBuilder();
    boolean any = false;
    for (int i = 0; i < inputs.size(); i++) {
      Optional<String> line = inputs.get(i).next();
      any |= line.isPresent();
      row.append(i > 0 ? delimiter(delimiters, i - 1) : "").append(line.orElse(""));
    }
    return any ? Optional.of(row.toString()) : Optional.empty();
  }

  private static String delimiter(String delimiters, int index) {
    return delimiters.isEmpty()
        ? ""
        : String.valueOf(delimiters.charAt(index % delimiters.length()));
  }

  private int tee(Process self, Options options) {
    List<Sink> files = new ArrayList<>();
    int status = 0;
    for (String operand : options.operands()) {
      try {
        String path = self.path(operand);
        files.add(self.files().openForWriting(path, options.has('a')));
      } catch (FileError error) {
        Complaining.say(self, "%s: %e", operand, error);
        status = 1;
      }
    }
    for (byte[] some = self.stdin().read(65536); some.length > 0; some = self.stdin().read(65536)) {
      self.stdout().write(some);
      for (int i = 0; i < files.size(); i++) {
        files.get(i).write(some);
        Optional<FileError> failure = files.get(i).failure();
        if (failure.isPresent()) {
          Complaining.say(self, "%s: %e", options.operands().get(i), failure.get());
          status = 1;
        }
      }
    }
    return status;
  }
}
