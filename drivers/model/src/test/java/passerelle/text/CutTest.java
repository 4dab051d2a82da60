package passerelle.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CutTest {
  @Test
  void aTextIsCutAtTheFirstSeparatorOrAtTheLast() {
    assertEquals(new Cut("a", "b=c", true), Cut.first("a=b=c", "="));
    assertEquals(new Cut("a=b", "c", true), Cut.last("a=b=c", "="));
    assertEquals(new Cut("http", "web", true), Cut.first("http://web", "://"));
  }

  @Test
  void withoutASeparatorAllOfItStandsBefore() {
    Cut cut = Cut.first("web", ":");
    assertEquals(new Cut("web", "", false), cut);
    assertEquals("80", cut.after("80"));
  }

  @Test
  void whatStandsBehindMayBeEmpty() {
    assertEquals("", Cut.first("web:", ":").after("80"));
  }
}
