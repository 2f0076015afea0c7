"""The examples of the public reference, field by field as they stand there, as text: what integrators have pasted."""

CREATE = """{
  "name": "Project manager",
  "location": "remote",
  "interview_template_id": "baa3bf7c-6926-46fd-9005-16738a31f72d",
  "mojito_language_code": "en",
  "status": "active",
  "type": "interview",
  "visibility": "merchant_public",
  "recording": "video_all",
  "recording_full_session": "video_all",
  "interview_type": "pre-screening-with-test-questions",
  "seniority_level": "senior",
  "result_view": "full",
  "candidate_video_introduction": "optional",
  "interview_tone": "professional",
  "interview_length": 8,
  "interview_attempts": 1,
  "max_duration": 30,
  "code": "my code",
  "cover_image_url": "https://example.com/cover.png",
  "merchant_id": "28106cba-1c27-4e53-b149-32113e5e8e31",
  "is_embedded": false,
  "include_rapport_question": true,
  "include_closing_prompt": true,
  "instructional_video": true
}"""

ENROL = """{
  "candidate_name": "John",
  "candidate_email": "peterson6@hello.com",
  "candidate_country_code": "HR",
  "candidate_resume": "Curriculum Vitae ...",
  "position_external_id": "JOB-123",
  "interview_template_id": "5d8ea38b-eec4-4866-aa6c-b2ea5bc6e45b",
  "merchant_id": "28106cba-1c27-4e53-b149-32113e5e8e31",
  "position_name": "Entry level coffee boy",
  "position_location": "remote",
  "position_country_code": "SK",
  "mojito_language_code": "en",
  "interview_attempts": 3
}"""
"""Without its ``position_def_set_id``, which is all zeros there: it names no position, and unknown is 404."""
