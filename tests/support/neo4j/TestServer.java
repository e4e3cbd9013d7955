import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** A Neo4j server for one test run. It lives for as long as its standard input stays open. */
public final class TestServer {
    private TestServer() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        new DatabaseManagementServiceBuilder(home).loadPropertiesFromFile(home.resolve("neo4j.conf")).build();
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Nothing is said to this server; the end of the input means that the tests have ended.
        }
        Runtime.getRuntime().halt(0);  // what it holds is thrown away
    }
}
