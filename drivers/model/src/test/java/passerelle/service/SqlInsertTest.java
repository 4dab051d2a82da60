package passerelle.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlInsertTest {
  private static SqlStore store(SqlDialect dialect) {
    SqlStore store = new SqlStore(dialect, () -> "2025-06-01 10:00:00", "shop");
    run(store, "create table t (a int, b varchar(9) not null)");
    return store;
  }

  private static SqlAnswer run(SqlStore store, String command) {
    return store.run(command, Map.of("current_database", "shop"));
  }

  private static SqlFault.Kind fault(SqlStore store, String command) {
    return run(store, command).error().orElseThrow().kind();
  }

  @Test
  void severalRowsStandInTheOrderOfTheColumnsThatAreNamed() {
    SqlStore store = store(SqlDialect.POSTGRES);
    assertEquals("INSERT 0 2", run(store, "insert into t (b, a) values ('x', 1), ('y', 2)").tag());
    SqlAnswer all = run(store, "select * from t");
    assertArrayEquals(new String[] {"1", "x"}, all.rows().get(0));
    assertArrayEquals(new String[] {"2", "y"}, all.rows().get(1));
  }

  @Test
  void aColumnThatHasToHaveAValueRefusesToBeLeftOut() {
    assertEquals(
        SqlFault.Kind.NULL, fault(store(SqlDialect.POSTGRES), "insert into t (a) values (1)"));
  }

  @Test
  void onlyMysqlMindsTooFewValues() {
    assertEquals(SqlFault.Kind.COUNT, fault(store(SqlDialect.MYSQL), "insert into t values (1)"));
    assertEquals(SqlFault.Kind.NULL, fault(store(SqlDialect.POSTGRES), "insert into t values (1)"));
    assertEquals(
        SqlFault.Kind.COUNT, fault(store(SqlDialect.POSTGRES), "insert into t values (1, 'x', 2)"));
  }
}
