package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.text.WordMap;

/**
 * The proxies of the client's config.json, which every container gets as variables that it was not
 * given otherwise (docker/cli cli/config/configfile/file.go: ParseProxyConfig).
 *
 * @param values of the variables that are set, by their names in capitals
 */
record ClientProxies(Map<String, String> values) {
  private static final Pattern PROXIES = Pattern.compile("\"proxies\"\\s*:\\s*\\{");

  private static final Map<String, String> VARIABLES =
      WordMap.of(
          """
          httpProxy=HTTP_PROXY httpsProxy=HTTPS_PROXY noProxy=NO_PROXY ftpProxy=FTP_PROXY
          allProxy=ALL_PROXY
          """);

  private static final Pattern VALUE =
      Pattern.compile("\"(\\w+Proxy|noProxy)\"\\s*:\\s*\"([^\"\\\\]*)\"");

  /** Of the text of config.json. */
  static ClientProxies of(String text) {
    Map<String, String> values = new TreeMap<>();
    Matcher proxies = PROXIES.matcher(text);
    if (proxies.find()) {
      Matcher value = VALUE.matcher(text.substring(proxies.end()));
      while (value.find()) {
        if (VARIABLES.containsKey(value.group(1)) && !value.group(2).isEmpty()) {
          values.put(VARIABLES.get(value.group(1)), value.group(2));
        }
      }
    }
    return new ClientProxies(values);
  }

  /** Variables with those of the proxies behind them. */
  List<String> beside(List<String> pairs) {
    List<String> all = new ArrayList<>(pairs);
    values.forEach(
        (name, value) -> {
          add(name, value, all);
          add(name.toLowerCase(Locale.ROOT), value, all);
        });
    return all;
  }

  private static void add(String name, String value, List<String> pairs) {
    if (pairs.stream().noneMatch(p -> p.equals(name) || p.startsWith(name + "="))) {
      pairs.add(name + "=" + value);
    }
  }
}
