package passerelle.service;

import java.util.HashMap;
import java.util.Map;

/**
 * The words behind the code of an answer: those of the RFCs 2616 and 9110, but for a server's own.
 *
 * @param phrases by their codes
 */
record HttpReasons(Map<Integer, String> phrases) {
  private static final String USUAL =
      "200=OK;201=Created;204=No Content;206=Partial Content;301=Moved Permanently;302=Found;"
          + "303=See Other;304=Not Modified;307=Temporary Redirect;308=Permanent Redirect;"
          + "400=Bad Request;401=Unauthorized;403=Forbidden;404=Not Found;405=Method Not Allowed;"
          + "408=Request Timeout;413=Request Entity Too Large;416=Requested Range Not Satisfiable;"
          + "429=Too Many Requests;500=Internal Server Error;501=Not Implemented;502=Bad Gateway;"
          + "503=Service Unavailable;504=Gateway Timeout;";

  /** Those of a server that says some otherwise: {@code 400=Bad request;...}. */
  static HttpReasons but(String own) {
    Map<Integer, String> phrases = new HashMap<>();
    for (String phrase : (USUAL + own).split(";")) {
      phrases.put(Integer.valueOf(phrase.substring(0, 3)), phrase.substring(4));
    }
    return new HttpReasons(phrases);
  }

  /** The words; empty for a code that has none. */
  String of(int code) {
    return phrases.getOrDefault(code, "");
  }
}
