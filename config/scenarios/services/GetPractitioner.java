import io.grantway.service.Call;
import io.grantway.service.Service;

/// The first practitioner who is active.
public class GetPractitioner implements Service {
    @Override
    public Object handle(Call call) {
        return call.fhir("My EHR").search("Practitioner", java.util.Map.of("active", "true")).first();
    }
}
