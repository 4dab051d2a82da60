package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** Clients of databases and what their servers answer, in the words of Debian 13's. */
class DatabaseClientsTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  /** What runs at once finds a database still at its first start. */
  private void database(String run) {
    lab.run(run);
    lab.run("sleep 10");
  }

  /** psql 15 and 17, MySQL's client 9 and MariaDB's 11.8. */
  @Test
  void databasesHaveTables() {
    database("docker run -d --name db -e POSTGRES_PASSWORD=x postgres");
    String psql = "docker exec db psql -U postgres -c ";
    String columns = "(id serial primary key, name varchar(9) not null, age int)";
    assertEquals("CREATE TABLE\n", lab.run(psql + "'create table t " + columns + "'"));
    assertEquals(
        "INSERT 0 2\n",
        lab.run(psql + "\"insert into t (name, age) values ('ann', 41), ('bob', null)\""));
    assertEquals(
        """
         id | name | age\s
        ----+------+-----
          2 | bob  |   \s
          1 | ann  |  41
        (2 rows)

        """,
        lab.run(psql + "'select * from t order by name desc'"));
    assertEquals("UPDATE 1\n", lab.run(psql + "\"update t set age=7 where name='bob'\""));
    assertEquals("48\n", lab.run("docker exec db psql -U postgres -tAc 'select sum(age) from t'"));
    assertEquals(
        "ERROR:  duplicate key value violates unique constraint \"t_pkey\"\n[1]\n",
        lab.run(psql + "\"insert into t values (1, 'eve', 1)\""));
    database("docker run -d --name my -e MYSQL_ROOT_PASSWORD=x mysql");
    String mysql = "docker exec -e MYSQL_PWD=x my mysql -uroot -e ";
    assertEquals(
        "ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: NO)\n[1]\n",
        lab.run("docker exec my mysql -e 'select 1'"));
    assertTrue(
        lab.run("docker exec my mysql -uann -py -e 'select 1'")
            .contains("denied for user 'ann'@'localhost' (using password: YES)\n[1]\n"));
    assertEquals(
        "id\tname\n1\tann\n2\tNULL\n",
        lab.run(
            mysql
                + "\"create database d; use d; create table t (id int auto_increment primary key,"
                + " name text); insert into t (name) values ('ann'), (null); select * from t\""));
    assertEquals(
        "ERROR 1146 (42S02) at line 1: Table 'd.u' doesn't exist\n[1]\n",
        lab.run(mysql + "'select * from d.u'"));
  }

  /** localhost is a file to MySQL's clients, which another container has not, nor the host. */
  @Test
  void localhostIsASocketInTheFileSystem() {
    database("docker run -d --name db -p 3306:3306 -e MYSQL_ROOT_PASSWORD=x mysql");
    String beside = "docker run --rm -e MYSQL_PWD=x --network container:db mysql mysql ";
    String noSocket =
        "ERROR 2002 (HY000): Can't connect to local MySQL server through socket"
            + " '/var/run/mysqld/mysqld.sock' (2)\n[1]\n";
    String one = "-Ne 'select 1'";
    assertEquals(noSocket, lab.run(beside + "-h localhost " + one));
    assertEquals(noSocket, lab.run(beside + one));
    assertEquals("1\n", lab.run(beside + "-h localhost --protocol tcp " + one));
    assertEquals("1\n", lab.run(beside + "-h 127.0.0.1 " + one));
    assertEquals("1\n", lab.run("docker exec -e MYSQL_PWD=x db mysql -h localhost " + one));
    assertEquals("1\n", lab.run("docker exec -e MYSQL_PWD=x db mysql -h localhost -P 9 " + one));
    String maria = "docker run --rm -e MYSQL_PWD=x --network host mariadb mariadb ";
    assertTrue(lab.run(maria + "-h localhost " + one).contains("2002"));
    assertEquals("1\n", lab.run(maria + "-h localhost -P 3306 " + one));
    assertEquals("2\n", lab.run("docker run --rm --network host postgres pg_isready -q; echo $?"));
  }

  @Test
  void aDatabaseBeginsWithWhatItsImageIsTold() {
    lab.run("mkdir /root/init");
    lab.run("echo 'create table t (a int); insert into t values (1),(2);' > /root/init/a.sql");
    String mounted = " -v /root/init:/docker-entrypoint-initdb.d ";
    String named = "-e POSTGRES_USER=ann -e POSTGRES_DB=shop -e POSTGRES_PASSWORD=x";
    database("docker run -d --name db " + named + mounted + "postgres");
    String psql = "docker exec db psql -tA ";
    assertEquals("3\n", lab.run(psql + "-U ann shop -c 'select sum(a) from t'"));
    String refused =
        "psql: error: connection to server on socket \"/var/run/postgresql/.s.PGSQL.5432\" failed:"
            + " FATAL:  ";
    assertEquals(
        refused + "role \"postgres\" does not exist\n[2]\n",
        lab.run(psql + "-U postgres -c 'select 1'"));
    assertEquals(
        refused + "database \"ann\" does not exist\n[2]\n", lab.run(psql + "-U ann -c 'select 1'"));
    database(
        "docker run -d --name my -e MYSQL_DATABASE=shop -e MYSQL_ALLOW_EMPTY_PASSWORD=1"
            + mounted
            + "mysql");
    assertEquals("a\n1\n2\n", lab.run("docker exec my mysql -uroot shop -e 'select * from t'"));
    assertTrue(lab.run("docker exec my mysql -uroot -e 'show databases'").contains("\nshop\n"));
    assertEquals(
        "ERROR 1049 (42000): Unknown database 'shopp'\n[1]\n",
        lab.run("docker exec my mysql -uroot shopp -e 'show tables'"));
  }

  @Test
  void redisInProtectedModeAnswersItsOwnMachineAlone() {
    lab.run("docker run -d --name cache redis redis-server --protected-mode yes");
    assertEquals("PONG\n", lab.run("docker exec cache redis-cli ping"));
    String told =
        lab.run(
            "redis-cli -h $(docker inspect -f '{{.NetworkSettings.Networks.bridge.IPAddress}}'"
                + " cache) ping");
    assertTrue(told.startsWith("DENIED Redis is running in protected mode because"), told);
  }

  /** psql and postgres 17.12. */
  @Test
  void postgresAsksOtherMachinesForThePassword() {
    database("docker run -d --name db -e POSTGRES_PASSWORD=secret postgres");
    String one = " -U postgres -tAc 'select 1'";
    assertEquals("1\n", lab.run("docker exec db psql -h 127.0.0.1" + one));
    String failed =
        "psql: error: connection to server at \"172.17.0.2\", port 5432 failed: %s\n[2]\n";
    String missing = failed.formatted("fe_sendauth: no password supplied");
    assertEquals(missing, lab.run("docker run --rm postgres psql -w -h 172.17.0.2" + one));
    assertEquals(
        "Password for user postgres: \n" + missing,
        lab.run("docker run --rm postgres psql -h 172.17.0.2" + one));
    assertEquals(
        "Password for user postgres: \n1\n",
        lab.run("echo secret | docker run -i --rm postgres psql -h 172.17.0.2" + one));
    String uri = "docker run --rm postgres psql postgresql://%s:%s@172.17.0.2/%s -tAc 'select 1'";
    assertEquals("1\n", lab.run(uri.formatted("postgres", "secret", "postgres")));
    assertEquals(
        failed.formatted("FATAL:  password authentication failed for user \"postgres\""),
        lab.run(uri.formatted("postgres", "wrong", "postgres")));
    assertEquals(
        failed.formatted("FATAL:  password authentication failed for user \"bob\""),
        lab.run(uri.formatted("bob", "secret", "postgres")));
    assertEquals(
        failed.formatted("FATAL:  database \"shop\" does not exist"),
        lab.run(uri.formatted("postgres", "secret", "shop")));
    database("docker run -d --name open -e POSTGRES_HOST_AUTH_METHOD=trust postgres");
    assertEquals("1\n", lab.run("docker run --rm postgres psql -h 172.17.0.3" + one));
  }

  /** psql 17.12. */
  @Test
  void psqlTellsWhatADatabaseHolds() {
    database("docker run -d --name db -e POSTGRES_PASSWORD=x postgres:17");
    String psql = "docker exec -i db psql -h 127.0.0.1 -U postgres";
    assertEquals("Did not find any relations.\n", lab.run(psql + " -c '\\dt'"));
    lab.run(psql + " -c 'create table t (a int, b text)'");
    lab.run(psql + " -c 'create table u (id serial primary key, name varchar(9) unique)'");
    String said =
        lab.run(
            "printf '%s\\n' '\\conninfo' '\\dt' '\\d t' '\\d u' '\\du' '\\c shop' '\\c template1'"
                + " '\\dt' '\\x' 'select 1 as a, 2 as b;' '\\?' '\\foo' | "
                + psql);
    assertEquals(
        """
        You are connected to database "postgres" as user "postgres" on host "127.0.0.1" at port "5432".
                List of relations
         Schema | Name | Type  |  Owner  \s
        --------+------+-------+----------
         public | t    | table | postgres
         public | u    | table | postgres
        (2 rows)

                         Table "public.t"
         Column |  Type   | Collation | Nullable | Default\s
        --------+---------+-----------+----------+---------
         a      | integer |           |          |\s
         b      | text    |           |          |\s

                                           Table "public.u"
         Column |         Type         | Collation | Nullable |            Default           \s
        --------+----------------------+-----------+----------+-------------------------------
         id     | integer              |           | not null | nextval('u_id_seq'::regclass)
         name   | character varying(9) |           |          |\s
        Indexes:
            "u_pkey" PRIMARY KEY, btree (id)
            "u_name_key" UNIQUE CONSTRAINT, btree (name)

                                     List of roles
         Role name |                         Attributes                        \s
        -----------+------------------------------------------------------------
         postgres  | Superuser, Create role, Create DB, Replication, Bypass RLS

        connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "shop" does not exist
        Previous connection kept
        You are now connected to database "template1" as user "postgres".
        Did not find any relations.
        Expanded display is on.
        -[ RECORD 1 ]
        a | 1
        b | 2

        psql: Passerelle does not model \\?
        invalid command \\foo
        """,
        said);
  }

  /** psql 17.12. */
  @Test
  void psqlListsTheDatabasesAndTheServerTellsItsVersion() {
    database("docker run -d --name db -e POSTGRES_PASSWORD=x postgres:17");
    String psql = "docker exec -i db psql -h 127.0.0.1 -U postgres";
    String databases = lab.run(psql + " -l");
    assertTrue(
        databases.contains(
            "           |          |          |                 |            |            |       "
                + " |           | postgres=CTc/postgres\n"
                + " template1 | postgres | UTF8     | libc"),
        databases);
    assertEquals(
        "PostgreSQL 17.7 (Debian 17.7-1.pgdg13+2) on x86_64-pc-linux-gnu, compiled by gcc (Debian"
            + " 14.2.0-19) 14.2.0, 64-bit\n",
        lab.run(psql + " -tAc 'select version()'"));
  }

  @Test
  void clientsOfDatabasesSayWhetherTheServerIsReached() {
    lab.run("docker network create net; docker run -d --name web --network net nginx");
    database("docker run -d --name db --network net -e POSTGRES_PASSWORD=x postgres");
    String postgres = "docker run --rm -e PGPASSWORD=x --network net postgres ";
    assertEquals(
        " ?column? \n----------\n        1\n(1 row)\n\n",
        lab.run(postgres + "psql -h db -U postgres -c 'select 1'"));
    assertEquals(
        " inet_server_port | ?column? \n------------------+----------\n"
            + "             5432 | a, b\n(1 row)\n\n",
        lab.run(postgres + "psql -h db -U postgres -c \"select inet_server_port(), 'a, b';\""));
    assertEquals(
        "ERROR:  relation \"t\" does not exist\nLINE 1: select * from t\n"
            + " ".repeat(22)
            + "^\n[1]\n",
        lab.run(postgres + "psql -h db -U postgres -c 'select * from t'"));
    database("docker run -d --name my --network net -e MYSQL_ALLOW_EMPTY_PASSWORD=1 mysql");
    assertEquals(
        "1\tversion()\n1\t9.5.0\n",
        lab.run("docker run --rm --network net mysql mysql -h my -u root -e 'select 1,version()'"));
    assertEquals(
        "psql: error: connection to server at \"web\" (172.18.0.2), port 5432 failed: Connection"
            + " refused\n"
            + "\tIs the server running on that host and accepting TCP/IP connections?\n"
            + "[2]\n",
        lab.run(postgres + "psql -h web -U postgres -c 'select 1'"));
    assertEquals(
        "psql: error: could not translate host name \"nosuch\" to address: Name or service not"
            + " known\n[2]\n",
        lab.run(postgres + "psql -h nosuch -c 'select 1'"));
    assertEquals("db:5432 - accepting connections\n", lab.run(postgres + "pg_isready -h db"));
    assertEquals("web:5432 - no response\n[2]\n", lab.run(postgres + "pg_isready -h web"));
    assertEquals(
        "ERROR 2003 (HY000): Can't connect to MySQL server on 'web:3306' (111)\n[1]\n",
        lab.run("docker run --rm --network net mysql mysql -h web -u root -e 'select 1'"));
    assertEquals(
        "ERROR 2002 (HY000): Can't connect to server on 'web' (115)\n[1]\n",
        lab.run("docker run --rm --network net mariadb mariadb -h web -e 'select 1'"));
  }

  /** What is not shown takes its room all the same; a long option says what its letter says. */
  @Test
  void psqlShowsRowsAlone() {
    lab.run("docker run -d --name db -e POSTGRES_PASSWORD=x postgres");
    lab.run("until docker exec db pg_isready -q; do sleep 1; done");
    String psql = "docker exec db psql ";
    assertEquals("        1\n\n", lab.run(psql + "-U postgres -tc 'select 1'"));
    assertEquals(
        "        1\n\n", lab.run(psql + "--username postgres --tuples-only --command 'select 1'"));
    assertEquals("1\n", lab.run(psql + "-U postgres -Atc 'select 1'"));
  }
}
