# instructor
