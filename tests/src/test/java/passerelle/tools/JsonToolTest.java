package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** {@code python3 -m json.tool}, as Python 3.13 answered. */
class JsonToolTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.DEFAULT);

  @AfterEach
  void close() {
    lab.close();
  }

  private String tool(String json, String options) {
    return lab.run("printf '%s' '" + json + "' | python3 -m json.tool " + options + " 2>&1");
  }

  @Test
  void jsonIsSetOut() {
    assertEquals(
        """
        {
            "b": 1,
            "a": [
                1,
                {
                    "x": null
                }
            ],
            "c": "\\u00e9\\"/",
            "e": [],
            "f": {},
            "n": 1.5,
            "big": 12345678901234567890,
            "exp": 100000.0,
            "t": true
        }
        """,
        tool(
            "{\"b\":1,\"a\":[1,{\"x\":null}],\"c\":\"é\\\"/\",\"e\":[],\"f\":{},\"n\":1.50,"
                + "\"big\":12345678901234567890,\"exp\":1e5,\"t\":true}",
            ""));
    assertEquals("{\"a\": [1, 2]}\n", tool("{\"a\":[1,2]}", "--no-indent"));
    assertEquals("{\"a\":[],\"b\":1}\n", tool("{\"b\":1,\"a\":[]}", "--compact --sort-keys"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":|Expecting value: line 1 column 6 (char 5)",
        "[1,]|Illegal trailing comma before end of array: line 1 column 3 (char 2)",
        "{\"a\":1,}|Illegal trailing comma before end of object: line 1 column 7 (char 6)",
        "{\"a\":1} x|Extra data: line 1 column 9 (char 8)",
        "{\"a\" 1}|Expecting `':'` delimiter: line 1 column 6 (char 5)",
        "[1 2]|Expecting `','` delimiter: line 1 column 4 (char 3)",
        "error: no such object: x|Expecting value: line 1 column 1 (char 0)"
      })
  void whatIsNoJsonIsRefused(String json, String said) {
    assertEquals(said.replace("`", "") + "\n[1]\n", tool(json, ""));
  }
}
