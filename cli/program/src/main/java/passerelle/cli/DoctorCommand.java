package passerelle.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import passerelle.real.lab.Doctor;
import passerelle.real.lab.Finding;
import passerelle.text.JsonText;
import passerelle.text.Messages;

/** {@code passerelle doctor}: says what real mode needs, and whether this machine has it. */
record DoctorCommand(Messages messages, PrintStream out) {
  private static final String ROW = "%-10s %-14s %s%n";

  /** Prints the findings, as a table or as JSON; the exit status: 1 where real mode cannot run. */
  public int run(List<Finding> findings, boolean json) {
    boolean runs = Doctor.canRun(findings);
    if (json) {
      JsonText.array(findings.stream().map(this::values).toList()).forEach(out::println);
    } else {
      findings.forEach(this::print);
      out.println(messages.get(runs ? "doctor.runs" : "doctor.refuses"));
    }
    return runs ? 0 : 1;
  }

  private void print(Finding finding) {
    String standing = messages.get("doctor." + word(finding));
    String explanation = problem(finding).isEmpty() ? finding.detail() : problem(finding);
    out.print(
        String.format(Locale.ROOT, ROW, standing, finding.name(), explanation).stripTrailing());
    out.println();
    finding.remedy().ifPresent(c -> out.printf(Locale.ROOT, ROW, "", "", "→ " + c));
  }

  private Map<String, Object> values(Finding finding) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", finding.name());
    values.put("standing", word(finding));
    values.put("detail", finding.detail());
    values.put("problem", problem(finding));
    values.put("remedy", finding.remedy().orElse(""));
    return values;
  }

  private String problem(Finding finding) {
    return finding.problem().map(said -> said.in(messages.language())).orElse("");
  }

  private static String word(Finding finding) {
    return finding.standing().name().toLowerCase(Locale.ROOT);
  }
}
