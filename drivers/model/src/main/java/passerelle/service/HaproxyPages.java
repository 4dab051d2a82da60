package passerelle.service;

import java.time.Duration;
import java.util.Map;
import passerelle.haproxy.Proxy;

/** The pages that HAProxy makes itself ({@code src/http_htx.c}, {@code src/stats-html.c}). */
final class HaproxyPages {
  private static final Map<Integer, String> SENTENCES =
      Map.of(
          400, "Your browser sent an invalid request.",
          401, "You need a valid user and password to access this content.",
          403, "Request forbidden by administrative rules.",
          404, "The resource could not be found.",
          405,
              "A request was made of a resource using a request method not supported by that"
                  + " resource",
          429, "You have sent too many requests in a given amount of time.",
          500, "An internal server error occurred.",
          502, "The server returned an invalid or incomplete response.",
          503, "No server is available to handle this request.",
          504, "The server didn't respond in time.");

  private static final HttpReasons REASONS =
      HttpReasons.but("400=Bad request;504=Gateway Time-out");

  private static final String COLUMNS =
      "pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,"
          + "wredis,status,weight,act,bck,chkfail,chkdown,lastchg,downtime,qlimit,pid";

  private HaproxyPages() {}

  /** The first line of an answer. */
  static String status(int code) {
    return "HTTP/1.1 " + code + " " + REASONS.of(code) + "\r\n";
  }

  /** The code in the first line of an answer. */
  static String code(String answer) {
    String[] words = answer.split("[ \r]", 3);
    return words.length > 1 ? words[1] : "-1";
  }

  /** A page for an error; 403 for what has none. */
  static String error(int code) {
    int known = SENTENCES.containsKey(code) ? code : 403;
    String body =
        ("<html><body><h1>" + known + " " + REASONS.of(known) + "</h1>\n")
            + (SENTENCES.get(known) + "\n</body></html>\n");
    return status(known)
        + ("content-length: " + body.length() + "\r\n")
        + "cache-control: no-cache\r\ncontent-type: text/html\r\n"
        + (known == 401 ? "www-authenticate: Basic realm=\"HAProxy Statistics\"\r\n" : "")
        + ("\r\n" + body);
  }

  /** The statistics, as {@code ;csv}, or as a page that says no more than those. */
  static String statistics(HaproxyServer haproxy, Proxy own, boolean csv) {
    String body = csv ? csv(haproxy) : html(haproxy);
    return status(200)
        + ("cache-control: no-cache\r\ncontent-type: text/" + (csv ? "plain" : "html") + "\r\n")
        + own.stats("refresh")
            .map(every -> "refresh: " + every.replace("s", "") + "\r\n")
            .orElse("")
        + ("transfer-encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n")
        + (body + "\r\n0\r\n\r\n");
  }

  private static String csv(HaproxyServer haproxy) {
    StringBuilder out = new StringBuilder("# " + COLUMNS + "\n");
    for (Proxy proxy : haproxy.configuration().proxies()) {
      rows(haproxy, proxy, out);
    }
    return out.toString();
  }

  private static void rows(HaproxyServer haproxy, Proxy proxy, StringBuilder out) {
    String name = proxy.name();
    if (proxy.takesClients()) {
      out.append(name).append(",FRONTEND,,,0,1,,").append(haproxy.sessions(proxy));
      out.append(",0,0,0,0,0,,,,,OPEN,,,,,,,,,1\n");
    }
    if (!proxy.hasServers()) {
      return;
    }
    HaproxyBackend backend = haproxy.backend(name).orElseThrow();
    long all = 0;
    for (HaproxyBackend.Peer peer : backend.peers()) {
      boolean backup = peer.member().backup();
      all += peer.total();
      out.append(name).append(',').append(peer.member().name());
      out.append(",0,0,0,1,,").append(peer.total()).append(",0,0,,0,,0,0,0,0,");
      out.append(peer.status()).append(',').append(peer.member().weight());
      out.append(backup ? ",0,1" : ",1,0").append(",0,0,").append(age(haproxy)).append(",0,,1\n");
    }
    boolean up = backend.peers().isEmpty() || backend.active(false) + backend.active(true) > 0;
    out.append(name).append(",BACKEND,0,0,0,1,,").append(all).append(",0,0,0,0,,0,0,0,0,");
    out.append(up ? "UP," : "DOWN,").append(backend.active(false)).append(',');
    out.append(backend.active(false)).append(',').append(backend.active(true));
    out.append(",,0,").append(age(haproxy)).append(",0,,1\n");
  }

  private static long age(HaproxyServer haproxy) {
    return Duration.between(haproxy.begun(), haproxy.process().date()).toSeconds();
  }

  private static String html(HaproxyServer haproxy) {
    StringBuilder out =
        new StringBuilder(
            "<!DOCTYPE html>\n"
                + "<html lang=\"en\"><head><title>Statistics Report for HAProxy</title>\n"
                + "</head>\n<body><h1><a href=\"http://www.haproxy.org/\">HAProxy version ");
    out.append(haproxy.version());
    out.append("</a></h1>\n<h2>Statistics Report for pid 8</h2>\n<table>\n");
    for (String row : csv(haproxy).lines().toList()) {
      String[] cells = row.replaceFirst("^# ", "").split(",", -1);
      out.append("<tr>");
      for (int column : new int[] {0, 1, 7, 17, 18}) {
        out.append("<td>").append(cells[column]).append("</td>");
      }
      out.append("</tr>\n");
    }
    return out.append("</table></body></html>\n").toString();
  }
}
