package passerelle.service;

import java.time.Instant;

/** Now, as databases write a timestamp. */
final class SqlDate {
  private SqlDate() {}

  static String of(ServiceProcess process) {
    Instant now = process.date();
    String text = now.toString().replace('T', ' ').replace("Z", "");
    return text.length() > 26 ? text.substring(0, 26) : text;
  }
}
