import io.grantway.service.Call;
import io.grantway.service.Service;
import java.util.Map;

/// Looks up the plan of each client that a file lists.
public class ImportClients implements Service {
    @Override
    public Object handle(Call call) {
        int found = 0;
        for (var row : call.tree()) {
            call.rest("REST Server").get(Map.of("client_id", row.text("client_id")));
            found++;
        }
        return Map.of("clients", found);
    }
}
