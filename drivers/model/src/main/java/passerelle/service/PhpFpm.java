package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import passerelle.packet.Payload;

/**
 * PHP's FastCGI process manager: it runs the script that {@code SCRIPT_FILENAME} names, which is a
 * file of its own container ({@code sapi/fpm/fpm/fpm_main.c}). Of a script what stands outside of
 * {@code <?php ?>} is printed, and what {@code echo} says of written texts; the rest is not
 * modelled.
 */
record PhpFpm(ServiceProcess process, String version) implements Consumer<Connection> {
  private static final String PLAIN = "Content-type: text/html; charset=UTF-8\r\n\r\n";
  private static final Pattern CODE =
      Pattern.compile("<\\?(?:php\\b|=)(.*?)(?:\\?>\n?|$)", Pattern.DOTALL);
  private static final Pattern PRINTED =
      Pattern.compile("(?:echo|print)\\b[\\s(]*(?:\"([^\"$]*)\"|'([^']*)')[\\s)]*;?");

  @Override
  public void accept(Connection connection) {
    StringBuilder read = new StringBuilder();
    connection.listen(
        new Connection.Listener() {
          @Override
          public void received(Payload data) {
            read.append(new String(data.toBytes(), StandardCharsets.ISO_8859_1));
            if (FastCgi.hasCome(read.toString(), FastCgi.STDIN, 0)) {
              Map<String, String> asked = FastCgi.parameters(read.toString());
              read.setLength(0);
              process.ask(
                  () -> process.file(asked.getOrDefault("SCRIPT_FILENAME", "")),
                  text -> answer(connection, asked, text));
            } else if (read.length() > 0 && read.charAt(0) != 1) {
              // No record of FastCGI begins so: HTTP, most often.
              connection.close();
            }
          }

          @Override
          public void ended() {
            connection.close();
          }
        });
  }

  private void answer(Connection connection, Map<String, String> asked, Optional<String> text) {
    String powered = "X-Powered-By: PHP/" + version + "\r\n";
    int status = text.isPresent() ? 200 : 404;
    String page =
        text.map(script -> powered + PLAIN + run(script))
            .orElse("Status: 404 Not Found\r\n" + powered + PLAIN + "File not found.\n");
    connection.send(
        FastCgi.answer(
            page.getBytes(StandardCharsets.UTF_8),
            text.isPresent() ? "" : "Primary script unknown"));
    connection.close();
    String now = Template.values("", process.date()).fill("$date{dd/MMM/yyyy:HH:mm:ss} +0000");
    String uri = asked.getOrDefault("REQUEST_URI", "").replaceFirst("\\?.*", "");
    process.print(
        (asked.getOrDefault("REMOTE_ADDR", "-") + " -  " + now + " \"")
            + (asked.getOrDefault("REQUEST_METHOD", "-") + " " + uri + "\" " + status + "\n"));
  }

  private static String run(String script) {
    return CODE.matcher(script)
        .replaceAll(code -> Matcher.quoteReplacement(PhpFpm.printed(code.group(1))));
  }

  private static String printed(String code) {
    return PRINTED
        .matcher(code)
        .results()
        .map(echo -> echo.group(1) == null ? echo.group(2) : echo.group(1).replace("\\n", "\n"))
        .collect(Collectors.joining());
  }
}
