export const correction = `{{ project }}: new date for the security fix, {{ release_date }}
We have moved the date of the security fix for {{ project }}.
It will now be available on {{ release_date }}.
{%- for elsewhere in release_date_elsewhere %}
- {{ elsewhere }}
{%- endfor %}

This replaces the date that we told you before. Nothing else has changed.
Please set aside time to upgrade at the new date.
Our security policy: {{ policy_url }}
`;
