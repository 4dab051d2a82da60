package passerelle.engine.compose;

import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.gotemplate.Units;
import passerelle.text.WordSet;

/** A document of compose as YAML or JSON, its scalars as go-yaml writes them. */
final class DocumentText {
  /** What is a number or a truth value, and stands without quotes. */
  private static final Set<String> PLAIN =
      WordSet.of(
          """
          target retries internal attachable external required privileged read_only tty
          stdin_open init replicas priority create_host_path cpu_period cpu_quota
          cpu_rt_period cpu_rt_runtime cpu_shares cpus oom_kill_disable oom_score_adj pids
          pids_limit scale nocopy disable enable_ipv4 enable_ipv6 gw_priority max_attempts
          parallelism soft hard nproc nofile memlock count mode
          """);

  /** Keys whose value is a number of bytes. */
  private static final Set<String> OCTETS =
      Set.of("mem_limit", "mem_reservation", "memory", "memswap_limit", "shm_size", "size");

  /** Where an element of a map has no value. */
  static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "";
        }
      };

  private final StringBuilder out = new StringBuilder();
  private final String dollar;

  private DocumentText(String dollar) {
    this.dollar = dollar;
  }

  /**
   * The document as YAML.
   *
   * @param dollar how one is written: twice where variables have their values
   */
  static String yaml(Map<String, Object> document, String dollar) {
    DocumentText text = new DocumentText(dollar);
    text.write(document, "");
    return text.out.toString();
  }

  /** The same as JSON. */
  static String json(Map<String, Object> document, String dollar) {
    DocumentText text = new DocumentText(dollar);
    text.json("", document, "");
    return text.out.toString();
  }

  private void json(String key, Object value, String indent) {
    String inner = indent + "  ";
    if (value instanceof Map<?, ?>) {
      String between = "{";
      for (Map.Entry<String, Object> entry : map(value).entrySet()) {
        out.append(between).append('\n').append(inner).append(quoted(entry.getKey())).append(": ");
        json(entry.getKey(), entry.getValue(), inner);
        between = ",";
      }
      out.append(between.equals("{") ? "{}" : "\n" + indent + "}");
    } else if (value instanceof List<?> list) {
      String between = "[";
      for (Object element : list) {
        out.append(between).append('\n').append(inner);
        json(key, element, inner);
        between = ",";
      }
      out.append(between.equals("[") ? "[]" : "\n" + indent + "]");
    } else {
      String text = text(key, value);
      boolean plain = PLAIN.contains(key) && text.matches("\\d+(\\.\\d+)?|true|false");
      out.append(plain || value == NULL ? scalar(key, value) : quoted(text.replace("$", dollar)));
    }
  }

  private void write(Map<String, Object> values, String indent) {
    values.forEach(
        (key, value) -> {
          out.append(indent).append(scalar("", key)).append(':');
          write(key, value, indent);
        });
  }

  private void write(String key, Object value, String indent) {
    if (value instanceof Map<?, ?> && !map(value).isEmpty()) {
      out.append('\n');
      write(map(value), indent + "  ");
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      out.append('\n');
      for (Object element : list) {
        item(key, element, indent + "  ");
      }
    } else {
      String empty = value instanceof Map ? "{}" : value instanceof List ? "[]" : "";
      boolean lines = value instanceof String text && text.matches("(?s)\\S.*\n.*");
      out.append(' ');
      if (lines) {
        block(String.valueOf(value).replace("$", dollar), indent);
      } else {
        out.append(empty.isEmpty() ? scalar(key, value) : empty).append('\n');
      }
    }
  }

  /** A text of more than one line, as it is. */
  private void block(String text, String indent) {
    out.append(text.endsWith("\n\n") ? "|+" : text.endsWith("\n") ? "|" : "|-").append('\n');
    text.lines()
        .forEach(line -> out.append(line.isEmpty() ? "" : indent + "  " + line).append('\n'));
  }

  private void item(String key, Object element, String indent) {
    out.append(indent).append("- ");
    if (element instanceof Map<?, ?>) {
      int begin = out.length();
      write(map(element), indent + "  ");
      out.delete(begin, begin + indent.length() + 2);
    } else {
      out.append(scalar(key, element)).append('\n');
    }
  }

  private String scalar(String key, Object value) {
    if (value == NULL) {
      return "null";
    }
    if (PLAIN.contains(key) && !text(key, value).matches("0\\d+")
        || value instanceof Boolean
        || value instanceof Number) {
      return text(key, value);
    }
    String text = text(key, value).replace("$", dollar);
    boolean other =
        text.isEmpty()
            || text.matches(
                "(?i)[-+]?[0-9][0-9_]*((:[0-5]?[0-9])*(\\.[0-9]*)?|(\\.[0-9]*)?e[0-9]+)|true|false|yes|no|on|off|null|~|y|n");
    boolean marks =
        text.matches("(?s)[-?:,\\[\\]{}#&*!|>'\"%@` ].*|.*(: |:$| #| $|\\n).*")
            && !text.matches("[-:?][^ ](.*[^:])?");
    if (text.contains("\n") || other) {
      return quoted(text);
    }
    return marks ? "'" + text.replace("'", "''") + "'" : text;
  }

  private static String text(String key, Object value) {
    String text = String.valueOf(value);
    if (OCTETS.contains(key) && Units.isSize(text)) {
      return String.valueOf(Units.octets(text));
    }
    return key.equals("cpus")
        ? text.replaceFirst("(\\.\\d*?)0+$", "$1").replaceFirst("\\.$", "")
        : text;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** A value as the map that it may be; else an empty one. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }

  /** A value as the list that it may be; else an empty one. */
  static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
