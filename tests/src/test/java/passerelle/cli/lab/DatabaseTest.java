package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.engine.EngineVersion;

/** Databases keep their tables as long as their data directory is kept. */
class DatabaseTest {
  private static final String POSTGRES =
      "docker run -d --name db -e POSTGRES_PASSWORD=x -v data:/var/lib/postgresql/data postgres:17;"
          + " sleep 3";
  private static final String ASKS = "docker exec db psql -U postgres -tAc 'select name from town'";

  private final HostLab lab = HostLab.ofCourse(EngineVersion.DEFAULT);

  @AfterEach
  void close() {
    lab.close();
  }

  private void fill() {
    lab.run(POSTGRES);
    lab.run(
        "docker exec db psql -U postgres -c 'create table town (id serial primary key, name"
            + " text not null)' -c \"insert into town (name) values ('Brest'), ('Lannion')\"");
  }

  @Test
  void tablesOutliveARestart() {
    fill();
    lab.run("docker restart db; sleep 3");
    assertEquals("Brest\nLannion\n", lab.run(ASKS));
    lab.run("docker exec db psql -U postgres -c \"insert into town (name) values ('Quimper')\"");
    lab.run("docker stop db; docker start db; sleep 3");
    assertEquals("Brest\nLannion\nQuimper\n", lab.run(ASKS));
  }

  @Test
  void aVolumeKeepsTablesOfAContainerThatIsRemoved() {
    fill();
    lab.run("docker rm -f db");
    lab.run(POSTGRES);
    assertEquals("Brest\nLannion\n", lab.run(ASKS));
    lab.run("docker rm -f db; docker volume rm data");
    lab.run(POSTGRES);
    assertTrue(lab.run(ASKS + " 2>&1").contains("relation \"town\" does not exist"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "mariadb"})
  void soDoMySqlAndMariaDb(String image) {
    String run =
        "docker run -d --name db -e MYSQL_ROOT_PASSWORD=x -e MYSQL_DATABASE=d -v"
            + (" data:/var/lib/mysql " + image + "; sleep 9");
    String client = "docker exec db " + image + " -uroot -px d -N -e ";
    lab.run(run);
    lab.run(client + "'create table t (n int); insert into t values (7)'");
    lab.run("docker rm -f db");
    lab.run(run);
    assertEquals("7\n", lab.run(client + "'select n from t' 2>/dev/null"));
  }
}
