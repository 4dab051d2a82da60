package passerelle.cli;

import org.junit.jupiter.api.Test;

/** How courses in French number their commands, and what they take for granted. */
class SlidesFrenchCourseTest extends SlideDecks {
  @Test
  void answersAreNumberedByLetters() throws Exception {
    tally(
        "3 (same: 3",
        """
        # Question 3
        a - docker pull httpd
        b - docker container ls
        c) docker run -d -p 80:80 --name serveur httpd:latest
        """);
  }

  @Test
  void aContainerThatWasOnlyAskedForIsTheReaders() throws Exception {
    tally(
        "4 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 4)",
        """
        # Communication
        ```bash
        docker exec app ping -c 1 mariadb
        docker network connect prive mariadb
        docker exec mariadb hostname
        docker volume rm mon_volume
        ```
        """);
  }

  @Test
  void anImageThatIsCalledAsItsContainerIsTheAuthors() throws Exception {
    tally(
        "3 (same: 1, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 2)",
        """
        # TP 1
        ```bash
        docker network create TP1
        docker run -d --network=TP1 --name database -P database
        docker run -d --name=simpleapi --network=TP1 -p 8080:8080 simpleapi
        ```
        """);
  }

  @Test
  void anImageThatIsLeftToTheReaderMayBePulled() throws Exception {
    tally(
        "2 (same: 2",
        """
        # Images
        ```bash
        docker pull nom_image
        docker run -d image_name
        ```
        """);
  }

  @Test
  void aPromptNeedsNoColonBeforeItsPlace() throws Exception {
    tally(
        "2 (same: 2",
        """
        # Lancer un conteneur

        \t\t$ docker run -itd --name=host-a alpine
        \t\ta96b2cfb571b9a467b96cc5d7ce752f63fc5fd44d48bee867a7f57cbc99aca64
        \t\troot@r2d2~# docker container ls
        \t\tCONTAINER ID        IMAGE               COMMAND             CREATED             STATUS              PORTS               NAMES
        \t\ta96b2cfb571b        alpine              "/bin/sh"           11 seconds ago      Up 9 seconds                            host-a
        """);
  }

  @Test
  void anAnswerMayStandInItsLineBetweenSeveralBackticks() throws Exception {
    tally(
        "3 (same: 3",
        """
        # Exercice 4
        - 4.2 Créez un réseau nommé mon-reseau .

            ````docker network create mon-reseau````

        - 4.3 Lancez un conteneur client,
        puis effectuez un wget.

            ```` docker run -it --name client --network mon-reseau alpine sh`````

            ````wget -qO- http://example.com````
        """);
  }
}
