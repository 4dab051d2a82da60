package passerelle.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of Traefik's routers, held against {@code GET /api/users} of the host shop.org. */
class TraefikRuleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "Host(`shop.org`); true",
        "Host(\"SHOP.org\"); true",
        "Host(`other.org`); false",
        "Host(`other.org`, `shop.org`); true",
        "HostRegexp(`^.+\\.org$`); true",
        "Path(`/api`); false",
        "Path(`/api/users`); true",
        "PathPrefix(`/api`); true",
        "PathRegexp(`users$`); true",
        "PathRegexp(`(`); false",
        "Method(`GET`); true",
        "!Method(`GET`); false",
        "Host(`shop.org`) && PathPrefix(`/api`); true",
        "Host(`shop.org`) && !PathPrefix(`/api`); false",
        "Host(`other.org`) || PathPrefix(`/api`); true",
        // && binds closer than ||, unless brackets say otherwise.
        "Host(`shop.org`) || Host(`a`) && Host(`b`); true",
        "(Host(`shop.org`) || Host(`a`)) && Host(`b`); false",
        "!(Host(`a`) || Host(`b`)); true",
      })
  void aRuleFits(String rule, boolean fits) {
    HttpRequest request =
        HttpRequest.parse("GET /api/users HTTP/1.1\r\nHost: shop.org:8080\r\n\r\n");
    assertEquals(Optional.of(fits), TraefikRule.read(rule).map(r -> r.fits().test(request)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Host",
        "Host(",
        "Host(`a`",
        "Host(`a`))",
        "Host()",
        "Host(a)",
        "Host(`a` `b`)",
        "Host(`a`,)",
        "Host(`a`) &&",
        "&& Host(`a`)",
        "Host(`a`) Host(`b`)",
        "Hosts(`a`)",
        "!",
        "()",
        "Host(`a`) & Host(`b`)",
        "Host((",
        "Host(,)",
        "Host(`a)",
      })
  void whatIsNoRuleIsNotRead(String rule) {
    assertTrue(TraefikRule.read(rule).isEmpty());
  }
}
