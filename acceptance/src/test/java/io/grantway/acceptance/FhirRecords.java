package io.grantway.acceptance;

import ca.uhn.fhir.rest.annotation.ConditionalUrlParam;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.Delete;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Resource;

/// The resources of one type, in memory, with all their versions.
public final class FhirRecords<T extends Resource> implements IResourceProvider {
    private final Class<T> type;
    private final Map<Integer, List<T>> versions = new TreeMap<>();

    FhirRecords(Class<T> type) {
        this.type = type;
    }

    /// `1` to so many: `Family1` to `FamilyN`, identifier `http://example.com/id|1`, the even ones
    /// not active.
    synchronized void fill(int count) {
        for (int i = 1; i <= count; i++) {
            HumanName name = new HumanName().setFamily("Family" + i);
            Identifier id = new Identifier().setSystem("http://example.com/id").setValue("" + i);
            Resource made =
                    type == Patient.class
                            ? new Patient().addName(name).addIdentifier(id).setActive(i % 2 == 1)
                            : new Practitioner()
                                    .addName(name)
                                    .addIdentifier(id)
                                    .setActive(i % 2 == 1);
            add(i, type.cast(made));
        }
    }

    private T add(int id, T resource) {
        List<T> all = versions.computeIfAbsent(id, _ -> new ArrayList<>());
        String version = Integer.toString(all.size() + 1);
        resource.setId(new IdType(type.getSimpleName(), Integer.toString(id), version));
        resource.getMeta().setVersionId(version);
        all.add(resource);
        return resource;
    }

    synchronized List<T> all() {
        return versions.values().stream().map(List::getLast).toList();
    }

    @Override
    public Class<T> getResourceType() {
        return type;
    }

    @Read(version = true)
    public synchronized T read(@IdParam IdType id) {
        List<T> all = found(id);
        if (!id.hasVersionIdPart()) {
            return all.getLast();
        }
        int version = id.getVersionIdPartAsLong().intValue();
        if (version < 1 || version > all.size()) {
            throw new ResourceNotFoundException(id);
        }
        return all.get(version - 1);
    }

    private List<T> found(IdType id) {
        List<T> all = id.isIdPartValidLong() ? versions.get(id.getIdPartAsLong().intValue()) : null;
        if (all == null) {
            throw new ResourceNotFoundException(id);
        }
        return all;
    }

    @Search
    public synchronized List<T> search(
            @OptionalParam(name = "_id") TokenOrListParam ids,
            @OptionalParam(name = "identifier") TokenParam identifier,
            @OptionalParam(name = "active") TokenParam active,
            @OptionalParam(name = "family") StringParam family) {
        return all().stream()
                .filter(one ->
                        ids == null
                                || ids.getValuesAsQueryTokens().stream()
                                        .anyMatch(id -> id.getValue().equals(one.getIdPart())))
                .filter(one -> identifier == null || identified(one, identifier.getValue()))
                .filter(one ->
                        active == null || isActive(one) == Boolean.parseBoolean(active.getValue()))
                .filter(one -> family == null || family(one).startsWith(family.getValue()))
                .toList();
    }

    @Create
    public synchronized MethodOutcome create(
            @ResourceParam T resource, @ConditionalUrlParam String condition) {
        if (family(resource).isEmpty()) {
            throw new UnprocessableEntityException("a " + type.getSimpleName() + " needs a name");
        }
        if (condition != null) {
            String value = identifierOf(condition);
            List<T> same = all().stream().filter(one -> identified(one, value)).toList();
            if (same.size() > 1) {
                throw new PreconditionFailedException("several match");
            }
            if (same.size() == 1) {
                return outcome(same.getFirst()).setCreated(false);
            }
        }
        int id = versions.keySet().stream().mapToInt(it -> it).max().orElse(0) + 1;
        return outcome(add(id, resource)).setCreated(true);
    }

    @Update
    public synchronized MethodOutcome update(@IdParam IdType id, @ResourceParam T resource) {
        List<T> all = found(id);
        String now = Integer.toString(all.size());
        if (id.hasVersionIdPart() && !id.getVersionIdPart().equals(now)) {
            throw new ResourceVersionConflictException("the version is " + now);
        }
        return outcome(add(id.getIdPartAsLong().intValue(), resource));
    }

    @Delete
    public synchronized MethodOutcome delete(@IdParam IdType id) {
        found(id);
        versions.remove(id.getIdPartAsLong().intValue());
        return new MethodOutcome();
    }

    private static MethodOutcome outcome(Resource resource) {
        return new MethodOutcome(resource.getIdElement()).setResource(resource);
    }

    /// Of `Patient?identifier=http://example.com/id|7` the `7`.
    private static String identifierOf(String condition) {
        String decoded = URLDecoder.decode(condition, StandardCharsets.UTF_8);
        int at = decoded.indexOf("identifier=");
        String token = at < 0 ? "" : decoded.substring(at + "identifier=".length());
        return token.substring(token.indexOf('|') + 1);
    }

    private static boolean identified(Resource resource, String value) {
        List<Identifier> all =
                resource instanceof Patient patient
                        ? patient.getIdentifier()
                        : ((Practitioner) resource).getIdentifier();
        return all.stream().anyMatch(id -> value.equals(id.getValue()));
    }

    private static boolean isActive(Resource resource) {
        return resource instanceof Patient patient
                ? patient.getActive()
                : ((Practitioner) resource).getActive();
    }

    private static String family(Resource resource) {
        HumanName name =
                resource instanceof Patient patient
                        ? patient.getNameFirstRep()
                        : ((Practitioner) resource).getNameFirstRep();
        return name.getFamily() == null ? "" : name.getFamily();
    }
}
